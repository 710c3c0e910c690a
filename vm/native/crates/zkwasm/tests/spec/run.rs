//! One file of tests.

use std::collections::HashMap;
use std::ops::AddAssign;
use std::{fmt, mem};

use sprout_zkwasm::{Error, Variant, compile_library};
use wast::lexer::Lexer;
use wast::parser::{self, ParseBuffer};
use wast::token::Span;
use wast::{QuoteWat, Wast, WastDirective, WastExecute, WastInvoke};

use crate::common::{Instance, Outcome, Spectest};
use crate::executor::{self, Step};
use crate::values::{argument, expected};

/// How tests went.
#[derive(Default)]
pub struct Score {
    pub passed: usize,
    /// Directives not run, by reason.
    pub skipped: HashMap<String, usize>,
    /// Calls in which the fast variant faulted and the exact one did not.
    pub fallbacks: usize,
    pub failures: Vec<String>,
    /// Calls and reads repeated on the zkVM's executor, by each variant, and the executions they took.
    pub executed: usize,
    pub executions: usize,
}

impl Score {
    fn execution(&mut self, file: &str, steps: usize, end: Result<(), String>) {
        match end {
            Ok(()) => {
                self.executed += steps;
                self.executions += 1;
            }
            Err(what) => self.failures.push(format!("{file}, on the zkVM: {what}")),
        }
    }
}

impl AddAssign for Score {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.fallbacks += other.fallbacks;
        self.executed += other.executed;
        self.executions += other.executions;
        self.failures.extend(other.failures);
        for (reason, count) in other.skipped {
            *self.skipped.entry(reason).or_default() += count;
        }
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} of them by the exact variant alone", self.passed, self.fallbacks)?;
        write!(
            f,
            "; {} calls and reads in {} executions of the zkVM",
            self.executed, self.executions
        )?;
        let mut skipped: Vec<_> = self.skipped.iter().collect();
        skipped.sort();
        skipped
            .into_iter()
            .try_for_each(|(reason, count)| write!(f, "\n  {count} skipped: {reason}"))
    }
}

/// The module that calls are for, in both variants, or why there is none.
enum Current {
    Running(Box<[Instance; 2]>),
    Skipped(String),
}

/// Numbers that may have ten bytes instead of five since there are memories of 64 bits.
const LONGER: [(&str, usize); 4] = [
    ("binary-leb128.wast", 216),
    ("binary-leb128.wast", 224),
    ("binary-leb128.wast", 403),
    ("binary-leb128.wast", 460),
];

struct Runner<'a> {
    file: &'a str,
    text: &'a str,
    score: Score,
    current: Current,
    /// Names of modules that are current.
    name: Option<String>,
    /// Whether the current module is known to others, and whether one of these may have changed it.
    shared: bool,
    changed: bool,
    /// What was asked of the current module, by the fast and by the exact variant, where it came to what it must.
    steps: [Vec<Step>; 2],
    /// What the fast variant's last step faults in.
    faults: Vec<Vec<Step>>,
}

/// Some tests of tables import five functions that return their number. Programs import from no module, so the
/// importing modules get functions of their own that do the same.
fn stand_alone(text: &str) -> String {
    (0..5).fold(text.to_owned(), |text, at| {
        let import = format!("(import \"a\" \"ef{at}\" (func (result i32)))");
        text.replace(&import, &format!("(func (result i32) (i32.const {at}))"))
    })
}

/// Runs a file.
pub fn run(file: &str, text: &str) -> Score {
    let text = &stand_alone(text);
    let mut lexer = Lexer::new(text);
    lexer.allow_confusing_unicode(true);
    let buffer = ParseBuffer::new_with_lexer(lexer).expect("tests are well-formed");
    let wast = parser::parse::<Wast<'_>>(&buffer).unwrap_or_else(|err| panic!("{file}: {err}"));
    let current = Current::Skipped("no module".into());
    let mut runner = Runner {
        file,
        text,
        score: Score::default(),
        current,
        name: None,
        shared: false,
        changed: false,
        steps: Default::default(),
        faults: Vec::new(),
    };
    for directive in wast.directives {
        runner.directive(directive);
    }
    runner.repeat();
    runner.score
}

impl Runner<'_> {
    fn skip(&mut self, reason: impl Into<String>) {
        *self.score.skipped.entry(reason.into()).or_default() += 1;
    }

    fn line(&self, span: Span) -> usize {
        span.linecol_in(self.text).0 + 1
    }

    fn judge(&mut self, span: Span, ok: bool, what: impl FnOnce() -> String) {
        if ok {
            self.score.passed += 1;
        } else {
            let line = self.line(span);
            self.score.failures.push(format!("{}:{line}: {}", self.file, what()));
        }
    }

    fn directive(&mut self, directive: WastDirective<'_>) {
        let span = directive.span();
        match directive {
            WastDirective::Module(module) => self.module(module),
            WastDirective::Register { .. } => {
                self.shared = true;
                self.skip("registering a module for another");
            }
            WastDirective::Invoke(invoke) => {
                self.call(
                    span,
                    &invoke,
                    |outcome| matches!(outcome, Outcome::Returned(_)),
                    "to return",
                );
            }
            WastDirective::AssertReturn { exec: WastExecute::Invoke(invoke), results, .. } => {
                let fits = |outcome: &Outcome| match outcome {
                    Outcome::Returned(words) => {
                        let mut words = words.as_slice();
                        results.iter().all(|ret| expected(ret, &mut words).unwrap_or(false))
                    }
                    _ => false,
                };
                self.call(span, &invoke, fits, &format!("{results:?}"));
            }
            WastDirective::AssertReturn {
                exec: WastExecute::Get { global, module, .. },
                results,
                ..
            } => {
                if module.is_some_and(|id| self.name.as_deref() != Some(id.name())) {
                    return self.skip("module that is not the last");
                }
                let words = match &self.current {
                    Current::Running(instances) => instances[1].global(global),
                    Current::Skipped(reason) => return self.skip(reason.clone()),
                };
                self.read(global, &words);
                let mut rest = words.as_slice();
                let ok = results.iter().all(|ret| expected(ret, &mut rest).unwrap_or(false));
                self.judge(span, ok, || format!("global is {words:?}"));
            }
            WastDirective::AssertTrap { exec: WastExecute::Invoke(invoke), message, .. } => {
                self.call(span, &invoke, |outcome| traps(outcome, message), message);
            }
            WastDirective::AssertExhaustion { call, message, .. } => {
                self.call(span, &call, |outcome| traps(outcome, message), message);
            }
            WastDirective::AssertTrap { exec: WastExecute::Wat(module), message, .. } => {
                self.cannot_start(span, QuoteWat::Wat(module), message);
            }
            // Compilers write the table's index in five bytes since there can be several tables.
            WastDirective::AssertMalformed {
                message: "zero byte expected" | "zero flag expected",
                ..
            } => {
                self.skip("encoding that later versions allow");
            }
            WastDirective::AssertMalformed { .. }
                if LONGER.contains(&(self.file, self.line(span))) =>
            {
                self.skip("encoding that later versions allow");
            }
            WastDirective::AssertInvalid { module, .. }
            | WastDirective::AssertMalformed { module, .. } => {
                self.refused(span, module);
            }
            WastDirective::AssertUnlinkable { module, .. } => {
                self.refused(span, QuoteWat::Wat(module))
            }
            _ => self.skip("directive of later versions"),
        }
    }

    fn module(&mut self, mut module: QuoteWat<'_>) {
        self.repeat();
        let span = module.span();
        self.name = module.name().map(|id| id.name().to_owned());
        (self.shared, self.changed) = (false, false);
        let Ok(wasm) = module.encode() else {
            self.current = Current::Skipped("text this parser does not know".into());
            return self.skip("text this parser does not know");
        };
        match (Instance::new(&wasm, Variant::Fast), Instance::new(&wasm, Variant::Exact)) {
            (Ok(Ok(fast)), Ok(Ok(exact))) => {
                self.score.passed += 1;
                if let Some(addresses) = exact.program.start {
                    self.steps = addresses
                        .map(|address| vec![start(address, Outcome::Returned(Vec::new()))]);
                }
                self.current = Current::Running(Box::new([fast, exact]));
            }
            (Err(Error::Import(_)), _) => {
                self.skip("module that imports another");
                self.current = Current::Skipped("call of a module that imports another".into());
            }
            (Err(err), _) if outside(&err) => {
                self.skip(format!("outside the features: {}", feature(&err)));
                self.current = Current::Skipped("call of a module outside the features".into());
            }
            (Err(err), _) => self.judge(span, false, || err.to_string()),
            (fast, exact) => {
                let end = |result: Result<Result<Instance, Outcome>, Error>| match result {
                    Ok(Ok(_)) => "starts".to_owned(),
                    Ok(Err(outcome)) => format!("{outcome:?}"),
                    Err(err) => err.to_string(),
                };
                self.judge(span, false, || format!("fast {}, exact {}", end(fast), end(exact)));
            }
        }
    }

    fn call(
        &mut self,
        span: Span,
        invoke: &WastInvoke<'_>,
        fits: impl Fn(&Outcome) -> bool,
        wanted: &str,
    ) {
        if invoke.module.is_some_and(|id| self.name.as_deref() != Some(id.name())) {
            return self.skip("module that is not the last");
        }
        if self.changed {
            return self.skip("call of a module that another has changed");
        }
        let instances = match &mut self.current {
            Current::Running(instances) => instances,
            Current::Skipped(reason) => {
                let reason = reason.clone();
                return self.skip(reason);
            }
        };
        let args: Option<Vec<Vec<u32>>> = invoke.args.iter().map(argument).collect();
        let Some(args) = args else { return self.skip("argument of another type") };
        let args = args.concat();
        let [fast, exact] = instances.as_mut();
        let decided = exact.invoke(invoke.name, &args);
        let tried = fast.invoke(invoke.name, &args);
        // Once the fast variant has faulted its state is worth nothing: the exact one goes on in its place.
        let fell = matches!(tried, Outcome::Trapped(_)) && !matches!(decided, Outcome::Trapped(_));
        let agree = tried == decided || matches!((&tried, &decided), (Outcome::Trapped(_), _));
        let ok = fits(&decided) && agree;
        self.score.fallbacks += usize::from(fell);
        let call = |address| Step::Call { address, args: args.clone(), wanted: decided.clone() };
        let addresses = exact.address_of(invoke.name);
        if fell && matches!(tried, Outcome::Trapped(Err(_))) {
            self.faults.push([self.steps[0].as_slice(), &[call(addresses[0])]].concat());
        }
        if ok {
            // What the fast variant gives up on, the exact one does in its place: there is one state.
            let gives_up = matches!(tried, Outcome::Trapped(_));
            self.steps[0].push(call(addresses[usize::from(gives_up)]));
            self.steps[1].push(call(addresses[1]));
        }
        if matches!(tried, Outcome::Trapped(_)) {
            fast.machine.memory = exact.machine.memory.clone();
        }
        self.judge(span, ok, || {
            format!("{} gives {tried:?} / {decided:?}, expected {wanted}", invoke.name)
        });
    }

    fn read(&mut self, global: &str, words: &[u32]) {
        let Current::Running(instances) = &self.current else { return };
        let at = instances[1].address_of_global(global);
        for steps in &mut self.steps {
            steps.push(Step::Read { at, wanted: words.to_vec() });
        }
    }

    /// Repeats on the zkVM's executor what was asked of the current module.
    fn repeat(&mut self) {
        let (steps, faults) = (mem::take(&mut self.steps), mem::take(&mut self.faults));
        let Current::Running(instances) = &self.current else { return };
        let program = &instances[1].program;
        for steps in steps.iter().filter(|steps| !steps.is_empty()) {
            let end = executor::run(program, steps).and_then(|said| said);
            self.score.execution(self.file, steps.len(), end);
        }
        for steps in &faults {
            let end = match executor::run(program, steps) {
                Err(_) => Ok(()),
                Ok(said) => Err(format!("{:x?} does not fault: {said:?}", steps.last())),
            };
            self.score.execution(self.file, 1, end);
        }
    }

    /// Repeats a start function that traps.
    fn repeat_start(&mut self, wasm: &[u8], outcome: &Outcome) {
        let program = compile_library(wasm, &Spectest).expect("it was compiled before");
        let Some([_, address]) = program.start else { return };
        let end = executor::run(&program, &[start(address, outcome.clone())]).and_then(|said| said);
        self.score.execution(self.file, 1, end);
    }

    fn cannot_start(&mut self, span: Span, mut module: QuoteWat<'_>, message: &str) {
        let Ok(wasm) = module.encode() else { return self.skip("text this parser does not know") };
        for variant in [Variant::Fast, Variant::Exact] {
            match Instance::new(&wasm, variant) {
                Err(Error::Import(_)) => {
                    self.changed |= self.shared;
                    return self.skip("module that imports another");
                }
                Err(Error::Segment(_)) => self.judge(span, true, String::new),
                Ok(Err(outcome)) => {
                    let ok = variant == Variant::Fast || traps(&outcome, message);
                    if ok && variant == Variant::Exact {
                        self.repeat_start(&wasm, &outcome);
                    }
                    self.judge(span, ok, || format!("{outcome:?}, expected {message}"));
                }
                Err(err) => self.judge(span, false, || err.to_string()),
                Ok(Ok(_)) => self.judge(span, false, || format!("starts, expected {message}")),
            }
        }
    }

    fn refused(&mut self, span: Span, mut module: QuoteWat<'_>) {
        let refused = match module.encode() {
            Ok(wasm) => Instance::new(&wasm, Variant::Exact).is_err(),
            Err(_) => true,
        };
        self.judge(span, refused, || "is accepted".into());
    }
}

/// A start function and what it comes to.
fn start(address: u32, wanted: Outcome) -> Step {
    Step::Call { address, args: Vec::new(), wanted }
}

fn outside(err: &Error) -> bool {
    matches!(err, Error::Invalid(text) if ["not enabled", "support", "multiple tables", "multiple memories"].iter().any(|part| text.contains(part)))
}

fn feature(err: &Error) -> String {
    let text = err.to_string();
    text.split(" (at").next().unwrap_or_default().replace("module is not valid: ", "")
}

/// Whether a run has ended with the trap that a test expects.
fn traps(outcome: &Outcome, message: &str) -> bool {
    const REASONS: [&str; 10] = [
        "unreachable",
        "out of bounds memory access",
        "integer divide by zero",
        "integer overflow",
        "invalid conversion to integer",
        "undefined element",
        "uninitialized element",
        "indirect call type mismatch",
        "out of bounds table access",
        "call stack exhausted",
    ];
    match outcome {
        Outcome::Trapped(Ok(code)) => REASONS
            .get(*code as usize)
            .is_some_and(|reason| message.starts_with(reason) || reason.starts_with(message)),
        _ => false,
    }
}
