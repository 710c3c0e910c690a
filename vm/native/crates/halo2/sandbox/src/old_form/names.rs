//! How wasm-bindgen names what modules import.

/// Whether imports of this module are the script's.
pub(super) fn is_script(module: &str) -> bool {
    matches!(module, "__wbindgen_placeholder__" | "wbg") || module.ends_with("_bg.js")
}

/// The name as the list has it, or nothing for names no wasm-bindgen gives.
pub(super) fn base(name: &str) -> Option<String> {
    let intrinsic = |name: &str| name.strip_prefix("__wbindgen_").map(str::to_owned);
    let base = match name.strip_prefix("__wbg_") {
        Some(rest) => {
            let rest = without_hash(rest)?;
            intrinsic(rest).unwrap_or_else(|| rest.to_owned())
        }
        None => {
            let rest = intrinsic(name)?;
            without_hash(&rest).map(str::to_owned).unwrap_or(rest)
        }
    };
    Some(base.replace('_', ""))
}

fn without_hash(name: &str) -> Option<&str> {
    let (rest, hash) = name.rsplit_once('_')?;
    let is_hash = hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_hash.then_some(rest)
}
