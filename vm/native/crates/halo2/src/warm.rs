//! What is kept in memory of the program that was worked on last: its circuit, parameters and keys.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use sha2::{Digest, Sha256};
use sprout_abi::{Failure, guard::guarded};
use sprout_halo2_replay as replay;
use sprout_halo2_sandbox::{FrontEnd, Limits};

use crate::circuit::{Circuit, front_end_limits, refused, replayed};
use crate::estimate;
use crate::file::Inherited;
use crate::keys::{self, Key, Keys, Label};
use crate::options::Options;
use crate::parameters;
use crate::srs::{Params, Srs, SrsId};
use crate::verify::KEY_FORMAT;

/// Where keys came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// They were in memory.
    Warm,
    /// They were in the file.
    Cached,
    /// They were made: there was no file, or one of other keys.
    Made,
    /// They were made, for the file was damaged.
    Damaged,
}

impl Origin {
    /// The name in descriptions.
    pub fn name(self) -> &'static str {
        match self {
            Self::Warm => "warm",
            Self::Cached => "cached",
            Self::Made => "made",
            Self::Damaged => "damaged",
        }
    }
}

/// What a program is made ready for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Its id will be published: it is made of what the front end records, whatever a key file says.
    Check,
    /// It will be proved. Keys of a file are taken as they are; a proof that fails tells.
    Prove,
}

/// A program that can be proved.
pub struct Ready {
    /// The circuit and its front end.
    pub circuit: Arc<Circuit>,
    /// The name of the SRS.
    pub srs: SrsId,
    /// The SRS, for as many rows as the circuit has.
    pub params: Params,
    /// Its keys.
    pub key: Key,
    /// The verifying key as receipts have it.
    pub vk: Vec<u8>,
    /// The program's id.
    pub program_id: [u8; 32],
    /// Whether the front end has recorded twice alike.
    repeats: AtomicBool,
    /// Whether the verifying key is the one of what the front end recorded.
    own_vk: AtomicBool,
    /// Whether all keys were made here, of what the front end recorded.
    made: AtomicBool,
}

impl Ready {
    /// A label for its key file.
    fn label(&self) -> Label {
        Label {
            code: self.circuit.code,
            program_id: self.program_id,
            srs_id: self.srs.0,
            k: self.circuit.shape.k(),
        }
    }

    /// Whether the keys came from a file. A check compares the verifying key with the circuit's, and nothing says that the
    /// polynomials beside it are as they should be.
    pub fn from_file(&self) -> bool {
        !self.made.load(Ordering::Acquire)
    }
}

/// What was worked on last. The circuit alone stays when its keys cannot be had.
static LAST: Mutex<Option<Arc<Ready>>> = Mutex::new(None);
static RECORDED: Mutex<Option<(Arc<Circuit>, FrontEnd)>> = Mutex::new(None);

fn last<T: Clone>(of: &Mutex<Option<T>>) -> Option<T> {
    of.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

fn keep<T>(of: &Mutex<Option<T>>, what: Option<T>) {
    *of.lock().unwrap_or_else(PoisonError::into_inner) = what;
}

/// A program, ready to be proved, and a front end with the options' limits.
pub struct Loaded {
    /// The program.
    pub ready: Arc<Ready>,
    /// Its front end.
    pub front_end: FrontEnd,
    /// Where its keys came from.
    pub origin: Origin,
    /// Writes its keys to the file for them.
    writing: Option<JoinHandle<Option<String>>>,
}

impl Loaded {
    /// Waits until new keys are in their file; why they are not, if so.
    pub fn written(&mut self) -> Option<String> {
        let failed = |_| Some("the thread that wrote them failed".into());
        self.writing.take().and_then(|writing| writing.join().unwrap_or_else(failed))
    }
}

impl Drop for Loaded {
    fn drop(&mut self) {
        // The file is the caller's, who may do as he likes with it after the call.
        let _ = self.written();
    }
}

/// A program's circuit and a front end with the options' limits; recorded if it is not the one worked on last.
///
/// # Errors
/// If the program is no front end, or one that misbehaves.
pub fn recorded(program: &[u8], options: &Options) -> Result<(Arc<Circuit>, FrontEnd), Failure> {
    let code: [u8; 32] = Sha256::digest(program).into();
    let limits = front_end_limits(options);
    let last = last(&RECORDED).filter(|(circuit, _)| circuit.code == code);
    let (circuit, front_end) = match last {
        // Code is compiled for its memory, and does not depend on how long it may run.
        Some((circuit, front_end))
            if (Limits { fuel: limits.fuel, ..*front_end.limits() }) == limits =>
        {
            (circuit, front_end.with_fuel(limits.fuel))
        }
        Some((circuit, _)) => (circuit, FrontEnd::check(program, &limits).map_err(refused)?),
        None => {
            let circuit = Circuit::record(program, options)?;
            let front_end = circuit.front_end.clone();
            (Arc::new(circuit), front_end)
        }
    };
    keep(&RECORDED, Some((circuit.clone(), front_end.clone())));
    Ok((circuit, front_end))
}

/// Makes a program ready with all that is there already: in memory, in the key file.
///
/// # Errors
/// If the program is none, expected to be another, or cannot have keys.
pub fn load(program: &[u8], options: &Options, purpose: Purpose) -> Result<Loaded, Failure> {
    let file = parameters::file(options)?;
    let srs = parameters::open(&file, options)?;
    let code: [u8; 32] = Sha256::digest(program).into();
    let ready = last(&LAST).filter(|ready| ready.circuit.code == code && ready.srs == srs.id);
    if ready.is_none() {
        // Two programs' keys at once may be more memory than there is.
        keep(&LAST, None);
    }
    let (circuit, front_end) = recorded(program, options)?;
    if let Some(ready) = ready {
        if purpose == Purpose::Prove || checked(&ready)? {
            options.expect_program(&ready.program_id)?;
            return Ok(Loaded { ready, front_end, origin: Origin::Warm, writing: None });
        }
        keep(&LAST, None);
        drop(ready);
        return make(circuit, front_end, &srs, options, Purpose::Check, Origin::Damaged);
    }
    estimate::affordable(&circuit)?;
    let kept = match options.keys_fd {
        Some(number) => kept(&circuit, &srs, &Inherited::new("keys_fd", number)?, purpose),
        None => Ok(None),
    };
    match kept {
        Ok(Some(ready)) => {
            options.expect_program(&ready.program_id)?;
            let ready = Arc::new(ready);
            keep(&LAST, Some(ready.clone()));
            Ok(Loaded { ready, front_end, origin: Origin::Cached, writing: None })
        }
        Ok(None) => make(circuit, front_end, &srs, options, purpose, Origin::Made),
        Err(Unusable::Damaged) => make(circuit, front_end, &srs, options, purpose, Origin::Damaged),
        Err(Unusable::Failed(failure)) => Err(failure),
    }
}

/// Makes keys anew, whatever is there.
///
/// # Errors
/// As [`load`].
pub fn remake(program: &[u8], options: &Options) -> Result<Loaded, Failure> {
    let file = parameters::file(options)?;
    let srs = parameters::open(&file, options)?;
    keep(&LAST, None);
    let (circuit, front_end) = recorded(program, options)?;
    make(circuit, front_end, &srs, options, Purpose::Prove, Origin::Damaged)
}

/// Forgets keys that turned out to be good for nothing.
pub fn forget() {
    keep(&LAST, None);
}

fn make(
    circuit: Arc<Circuit>,
    front_end: FrontEnd,
    srs: &Srs<'_, Inherited>,
    options: &Options,
    purpose: Purpose,
    origin: Origin,
) -> Result<Loaded, Failure> {
    let made = || {
        let params = srs.params(circuit.shape.k())?;
        let key = replay::proving_key(&params, &circuit.shape, &circuit.structure);
        Ok((params, key.map_err(replayed)?))
    };
    let (params, key) = match purpose {
        Purpose::Check => beside(&circuit, made)?,
        Purpose::Prove => made()?,
    };
    let ready = ready(circuit, srs.id, params, key);
    ready.repeats.store(purpose == Purpose::Check, Ordering::Release);
    ready.own_vk.store(true, Ordering::Release);
    ready.made.store(true, Ordering::Release);
    options.expect_program(&ready.program_id)?;
    let ready = Arc::new(ready);
    keep(&LAST, Some(ready.clone()));
    let writing = write(&ready, options)?;
    Ok(Loaded { ready, front_end, origin, writing })
}

fn ready(circuit: Arc<Circuit>, srs: SrsId, params: Params, key: Key) -> Ready {
    let vk = key.get_vk().to_bytes(KEY_FORMAT);
    let program_id = circuit.program_id(&vk, &srs);
    let [repeats, own_vk, made] = [(); 3].map(|()| AtomicBool::new(false));
    Ready { circuit, srs, params, key, vk, program_id, repeats, own_vk, made }
}

/// Works while the front end has to record its circuit again, alike.
fn beside<T>(circuit: &Circuit, work: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    thread::scope(|scope| {
        let again = thread::Builder::new()
            .name("halo2-again".into())
            .spawn_scoped(scope, || circuit.repeats())
            .map_err(|err| Failure::internal(format!("cannot start a thread: {err}")))?;
        let done = work();
        let again = again.join().unwrap_or_else(|_| Err(Failure::internal("the sandbox failed")));
        again.and(done)
    })
}

/// Whether the verifying key in memory is the one of its circuit, and its front end records it twice alike.
fn checked(ready: &Ready) -> Result<bool, Failure> {
    let own = || match ready.own_vk.load(Ordering::Acquire) {
        true => Ok(true),
        false => vk_of_circuit(ready),
    };
    let own = match ready.repeats.load(Ordering::Acquire) {
        true => own()?,
        false => beside(&ready.circuit, own)?,
    };
    ready.repeats.store(true, Ordering::Release);
    ready.own_vk.store(own, Ordering::Release);
    Ok(own)
}

fn vk_of_circuit(ready: &Ready) -> Result<bool, Failure> {
    let circuit = &ready.circuit;
    let vk = replay::verifying_key(&ready.params, &circuit.shape, &circuit.structure);
    Ok(vk.map_err(replayed)?.to_bytes(KEY_FORMAT) == ready.vk)
}

/// Why a key file is not used.
enum Unusable {
    /// It is not as it was written, or its keys are not those of the circuit.
    Damaged,
    /// Something else is wrong.
    Failed(Failure),
}

/// What a key file makes ready; nothing if it is of another program or SRS.
fn kept(
    circuit: &Arc<Circuit>,
    srs: &Srs<'_, Inherited>,
    file: &Inherited,
    purpose: Purpose,
) -> Result<Option<Ready>, Unusable> {
    let keys = Keys::open(file).map_err(|_| Unusable::Damaged)?;
    let expected = (circuit.code, srs.id.0, circuit.shape.k());
    if (keys.label.code, keys.label.srs_id, keys.label.k) != expected {
        return Ok(None);
    }
    // Bytes with the right digest that are no key can only come from another version of this library.
    let read = || keys.key(circuit.shape.params()).map_err(Failure::internal);
    let key = guarded(read).map_err(|_| Unusable::Damaged)?;
    let params = srs.params(circuit.shape.k()).map_err(Unusable::Failed)?;
    let ready = ready(circuit.clone(), srs.id, params, key);
    if ready.program_id != keys.label.program_id {
        return Ok(None);
    }
    match purpose == Purpose::Prove || checked(&ready).map_err(Unusable::Failed)? {
        true => Ok(Some(ready)),
        false => Err(Unusable::Damaged),
    }
}

/// Writes keys to the file for them, beside what comes next.
fn write(
    ready: &Arc<Ready>,
    options: &Options,
) -> Result<Option<JoinHandle<Option<String>>>, Failure> {
    let Some(number) = options.keys_out_fd else { return Ok(None) };
    let file = Inherited::new("keys_out_fd", number)?;
    let ready = ready.clone();
    let work =
        move || keys::write(file, &ready.label(), &ready.key).err().map(|err| err.to_string());
    let writing = thread::Builder::new().name("halo2-keys".into()).spawn(work);
    writing.map(Some).map_err(|err| Failure::internal(format!("cannot start a thread: {err}")))
}
