//! Calls.

use wasmparser::Operator;

use super::{Lower, widths};
use crate::error::Result;
use crate::ir::{BinOp, Callee, Cc, Inst, LoadKind, Place, RtFn, Trap, Value};
use crate::layout::{ENTRY_SHIFT, TYPE_AT, type_number};
use crate::module::Function;

impl Lower<'_> {
    /// Handles a call; false if the operator is none.
    pub(super) fn call_operator(&mut self, operator: &Operator<'_>) -> Result<bool> {
        match *operator {
            Operator::Call { function_index } => {
                let ty = self.module.signature(function_index);
                let (params, results) = (widths(ty.params()), widths(ty.results()));
                let callee = match self.module.funcs[function_index as usize] {
                    Function::Imported(function) => Callee::Runtime(function),
                    Function::Defined(at) => Callee::Func(at),
                };
                let args = self.pop_words(params)?;
                self.call(callee, args, results);
            }
            Operator::CallIndirect { type_index, table_index } => {
                self.call_indirect(type_index, table_index)?
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn call_indirect(&mut self, ty: u32, table: u32) -> Result<()> {
        let index = self.pop()?;
        let len = self.iconst(self.module.tables[table as usize].min);
        self.trap_if(Cc::GeU, index, len, Trap::UndefinedElement);
        let offset = self.bin_const(BinOp::Shl, index, ENTRY_SHIFT);
        let start = self.func.address(self.at, Place::Table(table));
        let entry = self.bin(BinOp::Add, start, offset);
        let word = |off| Inst::Load { kind: LoadKind::Word, addr: entry, off, aligned: true };
        let found = self.func.push(self.at, word(TYPE_AT));
        let wanted = self.iconst(type_number(self.module, ty));
        self.trap_if(Cc::Ne, found, wanted, Trap::IndirectType);
        let pointer = self.func.push(self.at, word(0));
        let ty = &self.module.types[ty as usize];
        let (params, results) = (widths(ty.params()), widths(ty.results()));
        let args = self.pop_words(params)?;
        self.call(Callee::Pointer(pointer), args, results);
        Ok(())
    }

    fn call(&mut self, callee: Callee, args: Vec<Value>, results: u32) {
        let call = self.func.push(self.at, Inst::Call { callee, args, results });
        for word in 0..results {
            let value = self.func.push(self.at, Inst::Result(call, word));
            self.stack.push(value);
        }
    }

    /// Calls the runtime with words from the stack.
    pub(super) fn runtime(&mut self, name: &'static str, params: u32, results: u32) -> Result<()> {
        self.runtime_on(name, &[], params, results)
    }

    /// Calls the runtime with these words and then some from the stack.
    pub(super) fn runtime_on(
        &mut self,
        name: &'static str,
        first: &[Value],
        params: u32,
        results: u32,
    ) -> Result<()> {
        let mut args = first.to_vec();
        args.extend(self.pop_words(params)?);
        self.call(Callee::Runtime(RtFn(name)), args, results);
        Ok(())
    }
}
