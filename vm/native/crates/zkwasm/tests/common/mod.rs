//! A compiled module on the emulator.

#![allow(dead_code)]

use sprout_zkwasm::{Host, LIMIT_AT, MEMORY_BASE, Program, RtFn, Variant, compile_library};
use sprout_zkwasm_emulator::{Machine, Stop};
use wasmparser::ValType;

/// What the specification's tests import.
pub struct Spectest;

impl Host for Spectest {
    fn function(
        &self,
        module: &str,
        name: &str,
        params: &[ValType],
        results: &[ValType],
    ) -> Option<RtFn> {
        use ValType::{F32, F64, I32, I64};
        let wanted: &[ValType] = match name {
            "print" => &[],
            "print_i32" => &[I32],
            "print_i64" => &[I64],
            "print_f32" => &[F32],
            "print_f64" => &[F64],
            "print_i32_f32" => &[I32, F32],
            "print_f64_f64" => &[F64, F64],
            _ => return None,
        };
        (module == "spectest" && wanted == params && results.is_empty())
            .then_some(RtFn("zkw_nothing"))
    }

    fn global(&self, module: &str, name: &str) -> Option<u64> {
        match (module, name) {
            ("spectest", "global_i32" | "global_i64") => Some(666),
            ("spectest", "global_f32") => Some(666.6_f32.to_bits().into()),
            ("spectest", "global_f64") => Some(666.6_f64.to_bits()),
            _ => None,
        }
    }

    fn memory(&self, module: &str, name: &str) -> Option<(u32, u32)> {
        ((module, name) == ("spectest", "memory")).then_some((1, 2))
    }

    fn table(&self, module: &str, name: &str) -> Option<(u32, u32)> {
        ((module, name) == ("spectest", "table")).then_some((10, 20))
    }
}

/// How a call has ended.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// Words of the results.
    Returned(Vec<u32>),
    /// A trap with its code, or a fault of the machine.
    Trapped(Result<u32, String>),
    /// More instructions than allowed.
    Exhausted,
}

/// An instance of a module.
pub struct Instance {
    pub machine: Machine,
    pub program: Program,
    variant: Variant,
}

/// Instructions a call may take.
pub const MOST: u64 = 200_000_000;

impl Instance {
    /// Loads a program and runs its start function.
    pub fn new(
        wasm: &[u8],
        variant: Variant,
    ) -> Result<Result<Self, Outcome>, sprout_zkwasm::Error> {
        Ok(Self::load(compile_library(wasm, &Spectest)?, variant))
    }

    /// Loads a compiled program and runs its start function.
    pub fn load(program: Program, variant: Variant) -> Result<Self, Outcome> {
        let mut machine = Machine::new(&program.elf).expect("the compiler writes an ELF");
        machine.watch(program.trap);
        let start = program.start;
        let mut instance = Self { machine, program, variant };
        if let Some(start) = start {
            match instance.call(start[variant as usize], &[], 0) {
                Outcome::Returned(_) => {}
                other => return Err(other),
            }
        }
        Ok(instance)
    }

    /// Calls an exported function.
    pub fn invoke(&mut self, name: &str, args: &[u32]) -> Outcome {
        let Some(export) = self.program.exports.iter().find(|export| export.name == name) else {
            panic!("no function {name:?} is exported")
        };
        let results = export.results.iter().sum::<u32>() as usize;
        self.call(export.addresses[self.variant as usize], args, results)
    }

    /// The address of an exported function in both variants: fast, exact.
    pub fn address_of(&self, name: &str) -> [u32; 2] {
        let exports = &self.program.exports;
        exports.iter().find(|export| export.name == name).map_or([0; 2], |export| export.addresses)
    }

    /// The address of an exported global.
    pub fn address_of_global(&self, name: &str) -> u32 {
        let globals = &self.program.global_exports;
        let at = globals.iter().find(|global| global.name == name).map_or(0, |global| global.at);
        MEMORY_BASE.wrapping_add_signed(at)
    }

    fn call(&mut self, address: u32, args: &[u32], results: usize) -> Outcome {
        self.machine.regs[3] = MEMORY_BASE;
        self.machine.regs[4] =
            self.machine.memory.read_word(MEMORY_BASE.wrapping_add_signed(LIMIT_AT));
        match self.machine.call(address, args, MOST) {
            Stop::Returned => Outcome::Returned(self.machine.results(results)),
            Stop::Watched(_) => Outcome::Trapped(Ok(self.machine.regs[10])),
            Stop::Fault(fault) => Outcome::Trapped(Err(fault)),
            Stop::Exhausted => Outcome::Exhausted,
        }
    }

    /// Bytes the memory has now.
    pub fn memory_bytes(&self) -> u32 {
        self.machine.memory.read_word(MEMORY_BASE - 8)
    }

    /// The words of an exported global.
    pub fn global(&self, name: &str) -> Vec<u32> {
        let Some(global) = self.program.global_exports.iter().find(|global| global.name == name)
        else {
            panic!("no global {name:?} is exported")
        };
        let at = MEMORY_BASE.wrapping_add_signed(global.at);
        (0..global.words).map(|word| self.machine.memory.read_word(at + 4 * word)).collect()
    }
}
