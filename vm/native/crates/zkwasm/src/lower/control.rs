//! Blocks, loops, branches: where values meet.

use wasmparser::{BlockType, BrTable, Operator};

use super::{Lower, widths};
use crate::error::{Error, Result};
use crate::ir::{Block, Edge, Term, Trap, Value};

/// A label that branches can name.
pub struct Frame {
    kind: Kind,
    /// Height of the stack below the operands of the frame.
    height: usize,
    /// Words the frame begins with and leaves behind.
    params: u32,
    results: u32,
    /// Ways to its end.
    incoming: Vec<Incoming>,
    /// Whether its beginning can be reached.
    alive: bool,
}

enum Kind {
    Function,
    Block,
    Loop {
        head: Block,
        /// Words of locals that are parameters of the head, behind the operands.
        assigned: Vec<u32>,
    },
    /// An if whose else has not been seen yet: the edge that leads there, and what it finds.
    If {
        from: Block,
        locals: Vec<Value>,
        operands: Vec<Value>,
    },
    Else,
}

/// A way to the end of a frame: an edge whose arguments are not decided yet.
struct Incoming {
    from: Block,
    /// Which of the edges of its end.
    edge: usize,
    locals: Vec<Value>,
    results: Vec<Value>,
}

impl Lower<'_> {
    /// Handles an operator of control flow; false if it is none.
    pub(super) fn control(&mut self, operator: &Operator<'_>) -> Result<bool> {
        match operator {
            Operator::Block { blockty } => self.begin(Kind::Block, *blockty)?,
            Operator::Loop { blockty } => self.begin_loop(*blockty)?,
            Operator::If { blockty } => self.begin_if(*blockty)?,
            Operator::Else => self.begin_else()?,
            Operator::End => self.end()?,
            _ if !self.reachable => return Ok(true),
            Operator::Br { relative_depth } => {
                self.branch(*relative_depth)?;
                self.reachable = false;
            }
            Operator::BrIf { relative_depth } => self.branch_if(*relative_depth)?,
            Operator::BrTable { targets } => self.branch_table(targets)?,
            Operator::Return => {
                self.branch(self.frames.len() as u32 - 1)?;
                self.reachable = false;
            }
            Operator::Unreachable => {
                self.finish(Term::Trap(Trap::Unreachable));
                self.reachable = false;
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// The label of the whole function, which `return` names too.
    pub(super) fn enter_function(&mut self, results: u32) {
        self.frames.push(Frame {
            kind: Kind::Function,
            height: 0,
            params: 0,
            results,
            incoming: Vec::new(),
            alive: true,
        });
    }

    fn finish(&mut self, term: Term) {
        self.func.blocks[self.at.index()].term = term;
    }

    fn begin(&mut self, kind: Kind, ty: BlockType) -> Result<()> {
        let (params, results) = match ty {
            BlockType::Empty => (0, 0),
            BlockType::Type(ty) => (0, widths(&[ty])),
            BlockType::FuncType(at) => {
                let ty = &self.module.types[at as usize];
                (widths(ty.params()), widths(ty.results()))
            }
        };
        let height = match self.reachable {
            true => self.stack.len().checked_sub(params as usize),
            false => Some(self.stack.len()),
        };
        let height = height.ok_or_else(|| Error::Internal("block lacks its operands".into()))?;
        let alive = self.reachable;
        self.frames.push(Frame { kind, height, params, results, incoming: Vec::new(), alive });
        Ok(())
    }

    fn begin_loop(&mut self, ty: BlockType) -> Result<()> {
        let assigned = self.assigned.next();
        self.begin(Kind::Block, ty)?;
        if !self.reachable {
            return Ok(());
        }
        let head = self.func.block();
        let Some(frame) = self.frames.last_mut() else { return Ok(()) };
        let mut args = self.stack.split_off(frame.height);
        for _ in &args {
            let value = self.func.param(head);
            self.stack.push(value);
        }
        for word in &assigned {
            let value = self.func.param(head);
            args.push(std::mem::replace(&mut self.locals[*word as usize], value));
        }
        frame.kind = Kind::Loop { head, assigned };
        self.finish(Term::Jump(Edge { to: head, args }));
        self.at = head;
        Ok(())
    }

    fn begin_if(&mut self, ty: BlockType) -> Result<()> {
        if !self.reachable {
            return self.begin(Kind::Block, ty);
        }
        let condition = self.pop()?;
        self.begin(Kind::Block, ty)?;
        let (from, then) = (self.at, self.func.block());
        // The other edge is decided when the else, or the end without one, is seen.
        self.finish(Term::Branch(condition, Edge::to(then), Edge::to(then)));
        if let Some(frame) = self.frames.last_mut() {
            let operands = self.stack[frame.height..].to_vec();
            frame.kind = Kind::If { from, locals: self.locals.clone(), operands };
        }
        self.at = then;
        Ok(())
    }

    fn begin_else(&mut self) -> Result<()> {
        if self.reachable {
            self.branch(0)?;
        }
        let Some(frame) = self.frames.last_mut() else { return Ok(()) };
        let kind = std::mem::replace(&mut frame.kind, Kind::Else);
        self.stack.truncate(frame.height);
        self.reachable = frame.alive;
        if let Kind::If { from, locals, operands } = kind {
            let other = self.func.block();
            self.set_other(from, other);
            self.at = other;
            self.locals = locals;
            self.stack.extend(operands);
        }
        Ok(())
    }

    fn set_other(&mut self, from: Block, to: Block) {
        if let Term::Branch(_, _, other) = &mut self.func.blocks[from.index()].term {
            other.to = to;
        }
    }

    fn end(&mut self) -> Result<()> {
        if matches!(self.frame(0)?.kind, Kind::Loop { .. }) {
            // Branches to a loop lead to its head, so its end is reached from above alone.
            self.frames.pop();
            return Ok(());
        }
        if self.reachable {
            self.branch(0)?;
        }
        let Some(mut frame) = self.frames.pop() else { return Ok(()) };
        if matches!(frame.kind, Kind::Function) {
            self.reachable = false;
            return Ok(());
        }
        if let Kind::If { from, locals, operands } = frame.kind {
            // Without an else the operands pass through.
            frame.incoming.push(Incoming { from, edge: 1, locals, results: operands });
        }
        self.stack.truncate(frame.height);
        self.meet(frame.incoming);
        Ok(())
    }

    /// Goes on where all these ways meet.
    fn meet(&mut self, incoming: Vec<Incoming>) {
        let Some((first, rest)) = incoming.split_first() else {
            self.reachable = false;
            return;
        };
        let block = self.func.block();
        let mut args: Vec<Vec<Value>> = vec![Vec::new(); incoming.len()];
        let mut merge = |func: &mut crate::ir::Func, pick: &dyn Fn(&Incoming) -> Value| {
            let one = pick(first);
            if rest.iter().all(|way| pick(way) == one) {
                return one;
            }
            for (args, way) in args.iter_mut().zip(&incoming) {
                args.push(pick(way));
            }
            func.param(block)
        };
        for at in 0..first.results.len() {
            let value = merge(&mut self.func, &|way| way.results[at]);
            self.stack.push(value);
        }
        self.locals = (0..first.locals.len())
            .map(|at| merge(&mut self.func, &|way| way.locals[at]))
            .collect();
        for (way, args) in incoming.iter().zip(args) {
            if let Some(edge) =
                self.func.blocks[way.from.index()].term.edges_mut().into_iter().nth(way.edge)
            {
                *edge = Edge { to: block, args };
            }
        }
        self.at = block;
        self.reachable = true;
    }

    /// Branches to a label and leaves the block here finished.
    fn branch(&mut self, depth: u32) -> Result<()> {
        if let Some(values) = self.returned(depth)? {
            self.finish(Term::Return(values));
            return Ok(());
        }
        self.finish(Term::Jump(Edge::to(self.at)));
        self.link(depth, self.at, 0)
    }

    /// The values that leave the function if that is what a branch does.
    fn returned(&self, depth: u32) -> Result<Option<Vec<Value>>> {
        let frame = self.frame(depth)?;
        Ok(match frame.kind {
            Kind::Function => Some(self.top(frame.results)?.to_vec()),
            _ => None,
        })
    }

    fn frame(&self, depth: u32) -> Result<&Frame> {
        let at = self.frames.len().checked_sub(depth as usize + 1);
        at.and_then(|at| self.frames.get(at))
            .ok_or_else(|| Error::Internal("label is unknown".into()))
    }

    fn top(&self, words: u32) -> Result<&[Value]> {
        let at = self.stack.len().checked_sub(words as usize);
        at.and_then(|at| self.stack.get(at..))
            .ok_or_else(|| Error::Internal("operand stack is short".into()))
    }

    /// Makes an edge lead to a label with the operands and locals of this point.
    fn link(&mut self, depth: u32, from: Block, edge: usize) -> Result<()> {
        let frame = self.frame(depth)?;
        if let Kind::Loop { head, assigned } = &frame.kind {
            let mut args = self.top(frame.params)?.to_vec();
            args.extend(assigned.iter().map(|word| self.locals[*word as usize]));
            let to = *head;
            if let Some(edge) =
                self.func.blocks[from.index()].term.edges_mut().into_iter().nth(edge)
            {
                *edge = Edge { to, args };
            }
            return Ok(());
        }
        let results = self.top(frame.results)?.to_vec();
        let way = Incoming { from, edge, locals: self.locals.clone(), results };
        let at = self.frames.len() - depth as usize - 1;
        self.frames[at].incoming.push(way);
        Ok(())
    }

    /// Links an edge to a label, through a block of its own if that is the function's end.
    fn link_or_return(&mut self, depth: u32, from: Block, edge: usize) -> Result<()> {
        let Some(values) = self.returned(depth)? else {
            return self.link(depth, from, edge);
        };
        let block = self.func.block();
        self.func.blocks[block.index()].term = Term::Return(values);
        if let Some(edge) = self.func.blocks[from.index()].term.edges_mut().into_iter().nth(edge) {
            *edge = Edge::to(block);
        }
        Ok(())
    }

    fn branch_if(&mut self, depth: u32) -> Result<()> {
        let condition = self.pop()?;
        let (from, next) = (self.at, self.func.block());
        self.finish(Term::Branch(condition, Edge::to(next), Edge::to(next)));
        self.link_or_return(depth, from, 0)?;
        self.at = next;
        Ok(())
    }

    fn branch_table(&mut self, targets: &BrTable<'_>) -> Result<()> {
        let index = self.pop()?;
        let mut depths = targets.targets().collect::<std::result::Result<Vec<u32>, _>>()?;
        depths.push(targets.default());
        let from = self.at;
        self.finish(Term::Switch(index, vec![Edge::to(from); depths.len()]));
        for (edge, depth) in depths.into_iter().enumerate() {
            self.link_or_return(depth, from, edge)?;
        }
        self.reachable = false;
        Ok(())
    }
}
