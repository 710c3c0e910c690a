//! Tables, segments and the first memory.

use crate::error::{Error, Result};
use crate::ir::Place;
use crate::layout::{ENTRY_SHIFT, MEMORY_BASE, fresh_state, type_number};
use crate::module::Module;

use super::elf::Piece;

/// Bytes from an address on.
pub struct Image {
    start: u32,
    bytes: Vec<u8>,
}

impl Image {
    /// An image whose first `end - MODULE_BASE` bytes are filled in later.
    pub fn new(end: u32) -> Self {
        let start = crate::layout::MODULE_BASE;
        Self { start, bytes: vec![0; (end - start) as usize] }
    }

    /// Address behind the last byte.
    pub fn end(&self) -> u32 {
        self.start + self.bytes.len() as u32
    }

    /// Fills up to a multiple.
    pub fn align(&mut self, to: usize) {
        self.bytes.resize(self.bytes.len().next_multiple_of(to), 0);
    }

    /// Appends bytes; their address.
    pub fn push(&mut self, bytes: &[u8]) -> u32 {
        self.align(4);
        let at = self.end();
        self.bytes.extend_from_slice(bytes);
        at
    }

    /// Writes over bytes that are there.
    pub fn put(&mut self, at: u32, bytes: &[u8]) {
        let at = (at - self.start) as usize;
        self.bytes[at..at + bytes.len()].copy_from_slice(bytes);
    }

    /// All of it, in whole words.
    pub fn into_bytes(mut self) -> Vec<u8> {
        self.align(4);
        self.bytes
    }
}

/// Where tables and segments stand. Everything a run may change is in one range, twice: in use, and as it was.
pub struct Tables {
    start: u32,
    end: u32,
    pristine: u32,
    /// First piece of each kind, for each variant: tables, elements; data segments are shared.
    table_pieces: [u32; 2],
    elem_pieces: [u32; 2],
    data_pieces: u32,
    /// Entries of each table, for each variant.
    tables: [Vec<u32>; 2],
}

const PIECE: u32 = 8;

impl Tables {
    /// Keeps room for tables and segments.
    pub fn reserve(image: &mut Image, module: &Module<'_>) -> Self {
        image.align(4);
        let start = image.end();
        let mut room = |bytes: u32| image.push(&vec![0; bytes as usize]);
        let table_pieces = [0; 2].map(|_: u32| room(PIECE * module.tables.len() as u32));
        let elem_pieces = [0; 2].map(|_: u32| room(PIECE * module.elems.len() as u32));
        let data_pieces = room(PIECE * module.datas.len() as u32);
        let mut entries =
            || module.tables.iter().map(|table| room(table.min << ENTRY_SHIFT)).collect();
        let tables = [entries(), entries()];
        let end = image.end();
        let pristine = image.push(&vec![0; (end - start) as usize]);
        Self { start, end, pristine, table_pieces, elem_pieces, data_pieces, tables }
    }

    /// The range a run may change: start and length.
    pub fn mutable(&self) -> (u32, u32) {
        (self.start, self.end - self.start)
    }

    /// Where that range stands as it was.
    pub fn pristine(&self) -> u32 {
        self.pristine
    }

    /// Where something stands in a variant.
    pub fn address(&self, variant: usize, place: Place) -> Result<u32> {
        Ok(match place {
            Place::Table(index) => self.tables[variant][index as usize],
            Place::TablePiece(index) => self.table_pieces[variant] + PIECE * index,
            Place::ElemPiece(index) => self.elem_pieces[variant] + PIECE * index,
            Place::DataPiece(index) => self.data_pieces + PIECE * index,
        })
    }

    /// Writes tables and segments, in use and as they were.
    pub fn fill(
        &self,
        image: &mut Image,
        module: &Module<'_>,
        addresses: &[Vec<u32>; 2],
    ) -> Result<()> {
        for (variant, addresses) in addresses.iter().enumerate() {
            self.fill_variant(image, module, variant, addresses)?;
        }
        for (index, data) in module.datas.iter().enumerate() {
            let start = image.push(data.items);
            // An active segment counts as dropped once the module has started.
            let len = if data.active.is_some() { 0 } else { data.items.len() as u32 };
            self.both(image, self.data_pieces + PIECE * index as u32, &words(&[start, len]));
        }
        Ok(())
    }

    fn fill_variant(
        &self,
        image: &mut Image,
        module: &Module<'_>,
        variant: usize,
        addresses: &[u32],
    ) -> Result<()> {
        let entry = |func: &Option<u32>| match func {
            None => words(&[0, 0]),
            Some(func) => words(&[
                addresses[*func as usize],
                type_number(module, module.func_types[*func as usize]),
            ]),
        };
        for (index, table) in module.tables.iter().enumerate() {
            let piece = words(&[self.tables[variant][index], table.min]);
            self.both(image, self.table_pieces[variant] + PIECE * index as u32, &piece);
        }
        for (index, elem) in module.elems.iter().enumerate() {
            let bytes: Vec<u8> = elem.items.iter().flat_map(entry).collect();
            let mut piece = words(&[0, 0]);
            if let Some((table, offset)) = elem.active {
                let size = module.tables.get(table as usize).map_or(0, |table| table.min);
                if u64::from(offset) + elem.items.len() as u64 > u64::from(size) {
                    return Err(Error::Segment(format!(
                        "element segment {index} does not fit its table"
                    )));
                }
                self.both(
                    image,
                    self.tables[variant][table as usize] + (offset << ENTRY_SHIFT),
                    &bytes,
                );
            } else {
                let start = image.push(&bytes);
                piece = words(&[start, elem.items.len() as u32]);
            }
            self.both(image, self.elem_pieces[variant] + PIECE * index as u32, &piece);
        }
        Ok(())
    }

    fn both(&self, image: &mut Image, at: u32, bytes: &[u8]) {
        image.put(at, bytes);
        image.put(at - self.start + self.pristine, bytes);
    }
}

fn words(words: &[u32]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_le_bytes()).collect()
}

/// The table of active data segments: its address and its length in bytes.
pub fn actives(module: &Module<'_>, image: &mut Image, _tables: &Tables) -> (u32, u32) {
    let mut table = Vec::new();
    for data in &module.datas {
        if let Some((_, offset)) = data.active {
            let start = image.push(data.items);
            table.extend(words(&[offset, start, data.items.len() as u32]));
        }
    }
    (image.push(&table), table.len() as u32)
}

/// Most pieces a memory is loaded in.
const MOST_PIECES: usize = 100;

/// The state and memory of the first instance.
pub fn memory(module: &Module<'_>) -> Result<Vec<Piece>> {
    let state = fresh_state(module);
    let mut pieces = vec![Piece { start: MEMORY_BASE - state.len() as u32, bytes: state }];
    let size = module.memory.map_or(0, |limits| u64::from(limits.min) << 16);
    let mut ranges = Vec::new();
    for (index, data) in module.datas.iter().enumerate() {
        let Some((_, offset)) = data.active else { continue };
        if u64::from(offset) + data.items.len() as u64 > size {
            return Err(Error::Segment(format!("data segment {index} does not fit the memory")));
        }
        if !data.items.is_empty() {
            ranges.push((offset & !3, (offset + data.items.len() as u32).next_multiple_of(4)));
        }
    }
    let ranges = joined(ranges);
    let first = pieces.len();
    pieces.extend(ranges.iter().map(|(start, end)| Piece {
        start: MEMORY_BASE + start,
        bytes: vec![0; (end - start) as usize],
    }));
    // In their order: later segments write over earlier ones.
    for data in &module.datas {
        let Some((_, offset)) = data.active.filter(|_| !data.items.is_empty()) else { continue };
        let at = ranges.partition_point(|(start, _)| *start <= offset) - 1;
        let from = (offset - ranges[at].0) as usize;
        pieces[first + at].bytes[from..from + data.items.len()].copy_from_slice(data.items);
    }
    Ok(pieces)
}

/// Ranges without overlaps, joined over gaps until there are few enough.
fn joined(mut ranges: Vec<(u32, u32)>) -> Vec<(u32, u32)> {
    ranges.sort_unstable();
    let mut gap = 0;
    loop {
        let mut joined: Vec<(u32, u32)> = Vec::new();
        for (start, end) in &ranges {
            match joined.last_mut() {
                Some(last) if *start <= last.1.saturating_add(gap) => last.1 = last.1.max(*end),
                _ => joined.push((*start, *end)),
            }
        }
        if joined.len() <= MOST_PIECES {
            return joined;
        }
        gap = (gap + 1) * 4;
    }
}
