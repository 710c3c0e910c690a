//! No input, however broken, makes a parser panic; and nothing is both accepted and changed.

mod elves;

use elves::{Elf, options};
use proptest::collection::vec;
use proptest::prelude::*;
use risc0_binfmt::ProgramBinary;
use risc0_zkos_v1compat::V1COMPAT_ELF;
use sprout_risc0_program::options::ExpParam;
use sprout_risc0_program::receipt::Container;
use sprout_risc0_program::{
    InputMode, Options, Program, ReceiptKind, elf, input, methods_rs, version,
};

fn names() -> ExpParam {
    ExpParam {
        image_id: "A_ID".to_owned(),
        elf: "A_ELF".to_owned(),
    }
}

/// Overwrites bytes at relative places.
fn damage(
    bytes: &mut Vec<u8>,
    hits: &[(prop::sample::Index, u8)],
    cut: Option<prop::sample::Index>,
) {
    for (place, value) in hits {
        let at = place.index(bytes.len());
        bytes[at] = *value;
    }
    if let Some(cut) = cut {
        bytes.truncate(cut.index(bytes.len()));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_bytes_are_survived(bytes in vec(any::<u8>(), 0..300)) {
        let _ = Program::load(&bytes, &options("{}"));
        let _ = elf::inspect(&bytes);
        let _ = elf::inspect_kernel(&bytes);
        let _ = version::find(&bytes);
        let _ = Options::parse(&bytes);
        let _ = Container::decode(&bytes);
        let _ = input::encode(InputMode::Json, &bytes);
    }

    #[test]
    fn any_source_is_survived(source in r#"((pub |)(const|static)|A_ID|A_ELF|[:=&\[\],;"/*\\ \n]|[0-9]{1,4}|\PC){0,60}"#) {
        let _ = methods_rs::parse(&source, &names());
    }

    #[test]
    fn arrays_are_read_as_written(elf in vec(any::<u8>(), 0..50), words in any::<[u32; 8]>()) {
        let source = format!("const A_ELF: &[u8] = &{elf:?}; const A_ID: [u32; 8] = {words:?};");
        let methods = methods_rs::parse(&source, &names()).expect("a valid source");
        prop_assert_eq!(methods.elf, elf);
        prop_assert_eq!(methods.image_id.to_vec(), words.map(u32::to_le_bytes).concat());
    }

    #[test]
    fn containers_of_any_content_come_back(journal in vec(any::<u8>(), 0..99), seal in vec(any::<u8>(), 0..99)) {
        let container = Container { kind: ReceiptKind::Groth16, journal: &journal, seal: &seal };
        let bytes = container.encode();
        prop_assert_eq!(Container::decode(&bytes), Ok(container.clone()));
    }

    #[test]
    fn whatever_a_container_decodes_to_encodes_to_it(
        hits in vec((any::<prop::sample::Index>(), any::<u8>()), 0..4),
    ) {
        let whole = Container { kind: ReceiptKind::Succinct, journal: b"abc", seal: b"defg" };
        let mut bytes = whole.encode();
        damage(&mut bytes, &hits, None);
        if let Ok(container) = Container::decode(&bytes) {
            prop_assert_eq!(container.encode(), bytes);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn damaged_programs_are_survived(
        wrapped in any::<bool>(),
        hits in vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
        cut in proptest::option::of(any::<prop::sample::Index>()),
    ) {
        let elf = Elf { note: b"risc0-zkvm-3.0.6/".to_vec(), ..Elf::default() }.build();
        let mut bytes = match wrapped {
            // Damage lands in the header and the user ELF, which is where parsing happens.
            true => {
                let mut whole = ProgramBinary::new(&elf, V1COMPAT_ELF).encode();
                let kernel = whole.split_off(whole.len() - V1COMPAT_ELF.len());
                damage(&mut whole, &hits, cut);
                whole.extend(kernel);
                whole
            }
            false => elf,
        };
        if !wrapped {
            damage(&mut bytes, &hits, cut);
        }
        let _ = Program::load(&bytes, &options("{}"));
    }
}
