package owner

import (
	"errors"
	"fmt"
	"math/big"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"github.com/machinefi/sprout/internal/chain"
	"github.com/machinefi/sprout/task"
)

// ErrRefused says that a contract refuses a call; the error's text says why, its hint what to do.
var ErrRefused = errors.New("contract refuses")

// said is what a contract's error means, and what whoever caused it can do.
type said struct{ words, hint string }

// Explain puts the words for people to the error of a call that reverts, or that from cannot pay. Other errors are
// returned as they are.
func Explain(err error, from common.Address) error {
	if reason := chain.RevertReason(err); reason != "" {
		return explainReason(reason)
	}
	if strings.Contains(err.Error(), "insufficient funds") || errors.Is(err, chain.ErrFunds) {
		return task.WithHint(fmt.Errorf("account %s cannot pay: %w", from, err), fmt.Sprintf("send coins of this chain to %s", from))
	}
	return err
}

func explainReason(reason string) error {
	name, _, custom := strings.Cut(reason, "(")
	w, known := words[name]
	if !custom || !known {
		return task.WithHint(fmt.Errorf("%w: %s", ErrRefused, reason), "is this the right contract, of this version? network show compares them")
	}
	err := fmt.Errorf("%w: %s: %s", ErrRefused, w.words, readable(reason))
	return task.WithHint(err, w.hint)
}

var (
	timeField = regexp.MustCompile(`\b(releaseAt)=([0-9]{1,12})\b`)
	coinField = regexp.MustCompile(`\b(amount|minimum|staked|balance)=([0-9]+)\b`)
)

// readable writes times as times and amounts as coins.
func readable(reason string) string {
	reason = timeField.ReplaceAllStringFunc(reason, func(s string) string {
		name, digits, _ := strings.Cut(s, "=")
		seconds, err := strconv.ParseInt(digits, 10, 64)
		if err != nil {
			return s
		}
		return name + "=" + time.Unix(seconds, 0).UTC().Format(time.RFC3339)
	})
	return coinField.ReplaceAllStringFunc(reason, func(s string) string {
		name, digits, _ := strings.Cut(s, "=")
		n, ok := new(big.Int).SetString(digits, 10)
		if !ok {
			return s
		}
		return name + "=" + Wei(n).String()
	})
}

const (
	ownerHint  = "pay with the owner's key; project query and znode query show whom something belongs to"
	bugHint    = "this tool should not have sent that; please report it"
	deployHint = "choose another value for the network's terms"
	settleHint = "nodes settle tasks; see docs/contracts.md, \"When a call reverts\""
)

// words has an entry for every error of the contracts of a network with stakes; a test holds it to that.
var words = map[string]said{
	// projects
	"ProjectNotFound":       {"there is no such project", "project query shows one; ids count from 1"},
	"NotProjectOwner":       {"the account that pays does not own the project", ownerHint},
	"NotProjectOperator":    {"the account that pays is neither the project's owner nor one of its operators", ownerHint},
	"EmptyURI":              {"the project file's URI is empty", "publish the file first, or name its --uri"},
	"EmptyHash":             {"the project file's SHA-256 is zero", "let the tool compute it"},
	"ProjectAlreadyPaused":  {"the project is paused already", "nothing is left to do"},
	"ProjectNotPaused":      {"the project is not paused", "nothing is left to do"},
	"ProjectIsPaused":       {"a paused project pays for nothing", "project unpause lets it go on"},
	"InvalidOperator":       {"the zero address cannot be an operator", "name another address"},
	"OperatorAlreadyAdded":  {"the address is an operator of the project already", "nothing is left to do"},
	"OperatorNotFound":      {"the address is no operator of the project", "project query lists them"},
	"InvalidEnode":          {"the zero address cannot be an enode", "name the address of the enode's operator key"},
	"EnodeAlreadyAdded":     {"the enode is listed already", "nothing is left to do"},
	"EnodeNotFound":         {"the enode is not listed", "project query lists those that are; an operator of the project is removed as one"},
	"InvalidAttributes":     {"an attribute is out of its range", "required-znodes is 1 to 64, redundancy and quorum 1 to that, proving-time at least a second"},
	"InvalidSelector":       {"the selector must not be zero", "leave --selector out for results that znodes attest"},
	"ProgramNotAccepted":    {"the program is not accepted for this version", "program accept does that; project query lists those that are"},
	"InvalidVersion":        {"the version's name is empty or too long", "at most 128 bytes"},
	"NoReceiver":            {"the project has no receiver", "project receiver set names one"},
	"ReceiverHasNoCode":     {"there is no contract at the receiver's address", "deploy it first; is the endpoint of the right chain?"},
	"InvalidReceiverGas":    {"the receiver's gas is out of range", "between 1 and 2000000"},
	"InsufficientFunds":     {"the project has less than that", "project fund adds to it; project query shows the balance"},
	"NoWithdrawalRequested": {"nothing was asked back, or tasks have used it up", "project withdraw --amount asks for it, and after the delay project withdraw takes it"},
	"WithdrawalNotDue":      {"tasks may still be paid from what was asked back", "come back at the time it says"},
	"NoRewards":             {"the account has earned nothing that it was not paid", "fees go to the owner of a stake, not to the operator: name that account"},
	"NotSettlement":         {"only the settlement contract that the project names may do that", settleHint},

	// tokens
	"ERC721NonexistentToken":     {"there is no such project", "ids count from 1"},
	"ERC721IncorrectOwner":       {"the project belongs to somebody else", ownerHint},
	"ERC721InsufficientApproval": {"the account that pays does not own the project", ownerHint},
	"ERC721InvalidReceiver":      {"that account cannot hold a project", "it is the zero address, or a contract that takes no tokens"},
	"ERC721InvalidApprover":      {"the account that pays does not own the project", ownerHint},
	"ERC721InvalidOperator":      {"that account cannot be approved", "name another address"},
	"ERC721InvalidOwner":         {"the zero address owns nothing", "name another address"},
	"ERC721InvalidSender":        {"there is no such project", "ids count from 1"},

	// bonds
	"AlreadyRegistered":              {"the key has a bond already, for ever", "znode stake and enode bond stake add to one; another node needs another key"},
	"NotRegistered":                  {"the key has no bond", "register it first"},
	"NotConsented":                   {"the key has not signed that this account may bond it", "sign the consent with the node's key, for the account that pays and this contract"},
	"NotBondOwner":                   {"the account that pays does not own the bond", ownerHint},
	"InvalidOwner":                   {"the zero address can own nothing", "name another address"},
	"ZeroAmount":                     {"an amount of zero does nothing", "name an --amount"},
	"BondTooLow":                     {"a new bond must be higher", "network show tells the least"},
	"InsufficientBond":               {"less than that is at stake", "the bond's query shows how much"},
	"NothingToWithdraw":              {"nothing is on its way out", "unstake first, and wait for the delay"},
	"StillUnbonding":                 {"what is on its way out can still be slashed", "come back at the time it says"},
	"AlreadySlashed":                 {"the key was slashed for this already", "nothing is left to do"},
	"NothingToSlash":                 {"the key has nothing left to slash", "nothing is left to do"},
	"NoContradiction":                {"the two statements contradict each other in nothing", "evidence is two different statements about one task"},
	"DifferentSigners":               {"the two statements are of different signers", "evidence is two statements of one key; are project, task and program the ones that were signed?"},
	"NothingToClaim":                 {"nothing is owed to the account", "bounties go to whoever reported, nine tenths of what is slashed to the network's beneficiary"},
	"TransferFailed":                 {"the coins could not be sent", "the account they go to is a contract that takes none"},
	"InvalidPeerId":                  {"that is no peer id of libp2p", "znode peer-id prints the one of a data directory"},
	"PeerIdTaken":                    {"the peer id belongs to another operator", "a node needs one of its own: delete p2p.key in its data directory while it is stopped"},
	"InvalidDelay":                   {"the delay must not be zero", deployHint},
	"InvalidShortString":             {"a text is too long", bugHint},
	"StringTooLong":                  {"a text is too long", bugHint},
	"NothingToRetry":                 {"no delivery of this task waits to be tried again", "nothing is left to do"},
	"SafeCastOverflowedUintDowncast": {"a number is too large for the contract", "name a smaller one"},

	// fleets
	"NotOperator":   {"the account that pays is neither the operator nor the owner of its bond", ownerHint},
	"ZnodeUnfit":    {"the znode's bond is too low, or it does not offer the project's runtimes", "znode query shows both, project query what the project asks for"},
	"NotAdmitted":   {"the project's owner has not admitted the znode, or has expelled it", "ask the project's owner for project znode admit"},
	"AlreadyJoined": {"the znode serves the project already", "nothing is left to do"},
	"NotJoined":     {"the znode does not serve the project", "nothing is left to do"},
	"NotMember":     {"the znode does not serve the project, or has too little at stake", "znode join, znode stake"},
	"FleetFull":     {"the project has as many znodes as it can have", "choose another project"},

	// verifiers
	"InvalidVerifier":            {"the selector is zero, or the kind is none", "choose another selector"},
	"VerifierHasNoCode":          {"there is no contract at the verifier's address", "deploy it first"},
	"SelectorTaken":              {"the selector has a verifier, for ever", "choose another selector"},
	"UnknownSelector":            {"the selector has no verifier", "router show lists those that have"},
	"VerifierIsStopped":          {"the verifier is stopped", "tasks are kept; try later, or ask the router's owner; router show tells who is"},
	"VerifierNotStopped":         {"the verifier is not stopped", "nothing is left to do"},
	"NotGuardian":                {"the account that pays is neither the guardian nor the owner", "router show tells who they are"},
	"OwnableUnauthorizedAccount": {"the account that pays is not the router's owner", "router show tells who is"},
	"OwnableInvalidOwner":        {"the zero address can own nothing", deployHint},

	// settling, which nodes do
	"EnodeNotBonded":      {"the task's enode has no bond, or too low a one", "enode bond register, enode bond stake"},
	"NotEnode":            {"the signer may not sign the project's tasks", "project enode add"},
	"TaskAlreadySettled":  {"the task is settled, now and never again", "nothing is left to do"},
	"InsufficientGas":     {"too little gas for the receiver's share", settleHint},
	"InvalidBatch":        {"a batch has 1 to 128 tasks", settleHint},
	"WrongFunction":       {"that kind of result is settled by the other function", settleHint},
	"WrongSelector":       {"the project accepts the program's proofs from another verifier", settleHint},
	"WrongQuorum":         {"there are not as many signatures as the project's quorum", settleHint},
	"NotAttester":         {"the signer is no member of the project's fleet, or signed something else", settleHint},
	"SignersNotAscending": {"signatures must be in the order of their signers' addresses", settleHint},
	"UnknownProgram":      {"the verifier does not know the program", settleHint},
	"InvalidPublicValues": {"the public values are not what the program has", settleHint},
	"InvalidProof":        {"the proof does not show that the program yields these values", settleHint},

	// signatures and the rest
	"ECDSAInvalidSignature":        {"a signature is none", "was the right file or text given?"},
	"ECDSAInvalidSignatureLength":  {"a signature has the wrong length", "64 bytes, or 65"},
	"ECDSAInvalidSignatureS":       {"a signature is not in its one valid form", "sign it again with this tool"},
	"ReentrancyGuardReentrantCall": {"the contract was called while it was at work", bugHint},
}
