//! A recursive parser: arithmetic with parentheses.

use alloc::vec::Vec;

use crate::Numbers;

struct Parser<'t> {
    text: &'t [u8],
    at: usize,
}

impl Parser<'_> {
    fn peek(&self) -> u8 {
        self.text.get(self.at).copied().unwrap_or(0)
    }

    fn sum(&mut self) -> u32 {
        let mut value = self.product();
        loop {
            match self.peek() {
                b'+' => {
                    self.at += 1;
                    value = value.wrapping_add(self.product());
                }
                b'-' => {
                    self.at += 1;
                    value = value.wrapping_sub(self.product());
                }
                _ => return value,
            }
        }
    }

    fn product(&mut self) -> u32 {
        let mut value = self.atom();
        while self.peek() == b'*' {
            self.at += 1;
            value = value.wrapping_mul(self.atom());
        }
        value
    }

    fn atom(&mut self) -> u32 {
        if self.peek() == b'(' {
            self.at += 1;
            let value = self.sum();
            self.at += 1;
            return value;
        }
        let mut value = 0_u32;
        while self.peek().is_ascii_digit() {
            value = value.wrapping_mul(10).wrapping_add(u32::from(self.peek() - b'0'));
            self.at += 1;
        }
        value
    }
}

fn write(text: &mut Vec<u8>, numbers: &mut Numbers, depth: u32) {
    let number = numbers.next().unwrap_or(1);
    if depth == 0 || number.is_multiple_of(5) {
        for digit in [number >> 8, number >> 16, number >> 24] {
            text.push(b'0' + (digit % 10) as u8);
        }
        return;
    }
    text.push(b'(');
    write(text, numbers, depth - 1);
    text.push([b'+', b'-', b'*'][(number >> 8) as usize % 3]);
    write(text, numbers, depth - 1);
    text.push(b')');
}

pub fn run(size: u32) -> u64 {
    let mut numbers = Numbers(31);
    let mut sum = 0;
    for _ in 0..size {
        let mut text = Vec::new();
        write(&mut text, &mut numbers, 8);
        let value = Parser { text: &text, at: 0 }.sum();
        sum = u64::wrapping_mul(sum, 31)
            .wrapping_add(u64::from(value))
            .wrapping_add(text.len() as u64);
    }
    sum
}
