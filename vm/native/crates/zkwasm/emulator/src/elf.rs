//! Loading an ELF.

use crate::Memory;

pub fn load(elf: &[u8], memory: &mut Memory) -> Result<(), String> {
    let word = |at: usize| -> Result<u32, String> {
        let bytes = elf.get(at..at + 4).ok_or("ELF is cut short")?;
        Ok(u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]))
    };
    if !elf.starts_with(b"\x7fELF") {
        return Err("not an ELF".into());
    }
    let (table, count) = (word(28)? as usize, word(44)? as usize & 0xffff);
    for header in (0..count).map(|at| table + 32 * at) {
        if word(header)? != 1 {
            continue;
        }
        let (offset, start, len) =
            (word(header + 4)? as usize, word(header + 8)?, word(header + 16)? as usize);
        let bytes = elf.get(offset..offset + len).ok_or("ELF is cut short")?;
        for (at, byte) in bytes.iter().enumerate() {
            memory.write(start + at as u32, *byte);
        }
    }
    Ok(())
}
