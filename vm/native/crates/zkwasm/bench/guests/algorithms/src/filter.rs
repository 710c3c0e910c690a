//! A fixed-point filter: two biquads over a signal, as sensors' data are smoothed.

use crate::Numbers;

struct Biquad {
    b: [i32; 3],
    a: [i32; 2],
    x: [i32; 2],
    y: [i32; 2],
}

impl Biquad {
    fn step(&mut self, input: i32) -> i32 {
        let mul = |a: i32, b: i32| i64::from(a) * i64::from(b);
        let sum = mul(self.b[0], input) + mul(self.b[1], self.x[0]) + mul(self.b[2], self.x[1])
            - mul(self.a[0], self.y[0])
            - mul(self.a[1], self.y[1]);
        let output = (sum >> 28) as i32;
        self.x = [input, self.x[0]];
        self.y = [output, self.y[0]];
        output
    }
}

pub fn run(size: u32) -> u64 {
    let new = || Biquad {
        b: [18_033_000, 36_066_000, 18_033_000],
        a: [-418_000_000, 221_700_000],
        x: [0; 2],
        y: [0; 2],
    };
    let (mut first, mut second) = (new(), new());
    let mut sum = 0_u64;
    for number in Numbers(99).take(size as usize) {
        let output = second.step(first.step(number as i32 >> 12));
        sum = sum.rotate_left(1) ^ u64::from(output as u32);
    }
    sum
}
