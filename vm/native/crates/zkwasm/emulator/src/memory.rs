//! Memory in pages that exist once they are written.

const PAGE: usize = 1 << 16;

/// Memory of 4 GiB, zero at the start.
#[derive(Clone, Debug)]
pub struct Memory {
    pages: Vec<Option<Box<[u8]>>>,
}

impl Default for Memory {
    fn default() -> Self {
        Self { pages: vec![None; 1 << 16] }
    }
}

impl Memory {
    /// Reads a byte.
    pub fn read(&self, at: u32) -> u8 {
        self.pages[(at >> 16) as usize].as_ref().map_or(0, |page| page[at as usize % PAGE])
    }

    /// Reads a word; `at` is a multiple of 4.
    pub fn read_word(&self, at: u32) -> u32 {
        let Some(page) = &self.pages[(at >> 16) as usize] else { return 0 };
        let at = at as usize % PAGE;
        u32::from_le_bytes([page[at], page[at + 1], page[at + 2], page[at + 3]])
    }

    fn page(&mut self, at: u32) -> &mut [u8] {
        self.pages[(at >> 16) as usize].get_or_insert_with(|| vec![0; PAGE].into())
    }

    /// Writes a byte.
    pub fn write(&mut self, at: u32, byte: u8) {
        self.page(at)[at as usize % PAGE] = byte;
    }

    /// Writes a word; `at` is a multiple of 4.
    pub fn write_word(&mut self, at: u32, word: u32) {
        self.page(at)[at as usize % PAGE..][..4].copy_from_slice(&word.to_le_bytes());
    }
}
