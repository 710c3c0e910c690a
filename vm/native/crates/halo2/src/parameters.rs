//! The SRS a call works with, and work on SRS files.

use serde_json::json;
use sprout_abi::Failure;

use crate::file::Inherited;
use crate::options::{Options, SrsFormat, SrsWork};
use crate::srs::{self, Srs, SrsId};

/// The SRS file that the options give.
///
/// # Errors
/// If they give none.
pub fn file(options: &Options) -> Result<Inherited, Failure> {
    let number = options
        .srs_fd
        .ok_or_else(|| Failure::argument("srs_fd is missing: a circuit needs public parameters"))?;
    Inherited::new("srs_fd", number)
}

/// Opens the SRS; one that everybody knows the secret of must be allowed.
///
/// # Errors
/// If the file is none, or unsafe.
pub fn open<'a>(file: &'a Inherited, options: &Options) -> Result<Srs<'a, Inherited>, Failure> {
    let srs = Srs::open(file)?;
    allowed(&srs.id, options)?;
    Ok(srs)
}

/// Fails when the options name another SRS, or when proofs under this one can be forged by anybody and the options do
/// not allow that.
///
/// # Errors
/// If so.
pub fn allowed(srs: &SrsId, options: &Options) -> Result<(), Failure> {
    if let Some(expected) = &options.srs_id
        && *expected != srs.0
    {
        return Err(Failure::argument(format!("SRS is {srs}, expected {}", hex::encode(expected))));
    }
    match srs.is_unsafe() && !options.allow_unsafe_srs {
        true => Err(Failure::argument(
            "SRS is unsafe: everybody knows its secret and can prove anything with it",
        )),
        false => Ok(()),
    }
}

/// Makes, converts or checks an SRS file and describes it as JSON.
///
/// # Errors
/// If a file is not what it should be, or cannot be read or written.
pub fn work(work: &SrsWork) -> Result<String, Failure> {
    let (id, k) = match work {
        SrsWork::MakeDevnet { k, out_fd } => {
            srs::make_devnet(*k, &mut Inherited::new("out_fd", *out_fd)?)?;
            (srs::devnet_id(), *k)
        }
        SrsWork::Convert { from, in_fd, out_fd, max_k } => {
            let source = Inherited::new("in_fd", *in_fd)?;
            let mut out = Inherited::new("out_fd", *out_fd)?;
            match from {
                SrsFormat::Halo2 => srs::convert_halo2(&source, *max_k, &mut out)?,
                SrsFormat::Ptau => srs::convert_ptau(&source, *max_k, &mut out)?,
            }
        }
        SrsWork::Check { in_fd } => {
            let source = Inherited::new("in_fd", *in_fd)?;
            let srs = Srs::open(&source)?;
            srs::check(&srs)?;
            (srs.id, srs.k)
        }
    };
    Ok(json!({"srs_id": id.to_string(), "k": k, "unsafe": id.is_unsafe()}).to_string())
}
