package task

// ProvedTask names a task and where its receipt is, so that anybody can check what it proves. It holds neither messages
// nor journal.
type ProvedTask struct {
	Task    Signed
	Receipt Digest // SHA-256 of the receipt bytes
	CID     string // where IPFS has them
	Size    uint64 // bytes
}

// AttestRequest is a znode's wish that the others of a project attest results that no contract can verify.
type AttestRequest struct {
	Project ProjectID
	Version string
	Program Digest
	// Settler is who asks, and the only one who can settle what is attested for it.
	Settler Address
	// Root is the root of the results' tree as the settler has them. Nobody signs it who has not found it himself.
	Root Digest
	// Results are in the order of the tree's leaves.
	Results []ProvedTask
	// Provider is the libp2p peer id (text form) that serves the receipts.
	Provider string
}

// Attestation answers an [AttestRequest]: with a signature, or with the reason why there is none.
type Attestation struct {
	Project ProjectID
	Settler Address
	Root    Digest  // the one of the request
	Node    Address // who answers
	// Signature is over the EIP-712 hash of project, settler and root; zero with a refusal.
	Signature Signature
	Refusal   Refusal
}

// Refusal says why a znode attests nothing.
type Refusal string

// The refusals. Whoever asks may ask again after those of the first two.
const (
	RefuseBusy        Refusal = "busy"        // it has no room to verify more now
	RefuseUnreachable Refusal = "unreachable" // a receipt cannot be fetched
	RefuseTask        Refusal = "task"        // a task is not signed by an enode of the project, or not of the version
	RefuseVersion     Refusal = "version"     // it does not know the version, or the version has another program
	RefuseReceipt     Refusal = "receipt"     // a receipt does not prove its task
	RefuseResult      Refusal = "result"      // the receipts prove other results than the root says
	RefuseConflict    Refusal = "conflict"    // it has attested another journal for one of the tasks
)
