//! `prove(string) -> string`, or an error.

use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = console)]
    fn log(text: &str);
}

/// Gives back random digits, drawn in both ways there are, and the text it got. The text "fail" is an error, and
/// "throw" an exception.
#[wasm_bindgen]
pub fn prove(messages: &str) -> Result<String, JsValue> {
    log(&format!("{} bytes", messages.len()));
    match messages {
        "fail" => return Err(JsValue::from_str("there is nothing to prove")),
        "throw" => wasm_bindgen::throw_str("thrown on purpose"),
        _ => {}
    }
    let mut random = [0; 32];
    let (first, second) = random.split_at_mut(16);
    getrandom::getrandom(first).map_err(|error| JsValue::from_str(&error.to_string()))?;
    getrandom_newer::fill(second).map_err(|error| JsValue::from_str(&error.to_string()))?;
    let digits: String = random.iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(format!("{digits} {messages}"))
}
