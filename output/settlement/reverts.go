package settlement

import (
	"errors"
	"strings"

	"github.com/machinefi/sprout/internal/chain"
)

// course is what a node does when a call reverts; the table is that of docs/contracts.md.
type course int

const (
	stranger course = iota // no reason this package knows
	later                  // nothing was settled and nothing is lost: the same again after a while
	moreGas                // the same again with as much gas as it takes by now
	done                   // all tasks of the transaction are settled
	askAgain               // somebody changed the terms or the fleet: ask the chain, and attest anew
	giveUp                 // the project's owner took back what the task needs
	wrong                  // the verifier does not accept the proof
)

var courses = map[string]course{
	"VerifierIsStopped": later, "ProjectIsPaused": later, "InsufficientFunds": later, "EnodeNotBonded": later,
	// Nobody begins what is not accepted. What was proved before has time: the owner may accept it again.
	"ProgramNotAccepted": later, "UnknownSelector": later,
	"InsufficientGas":    moreGas,
	"TaskAlreadySettled": done,
	"NotAttester":        askAgain, "WrongQuorum": askAgain, "NotMember": askAgain, "NotSettlement": askAgain,
	// The owner accepted the program with another selector meanwhile.
	"WrongSelector": askAgain, "WrongFunction": askAgain,
	"NotEnode": giveUp, "InvalidVersion": giveUp,
	"InvalidProof": wrong, "InvalidPublicValues": wrong, "UnknownProgram": wrong,
}

// courseOf reads the reason of a refused call, as [chain.RevertReason] writes it: a custom error's name before its fields.
func courseOf(reason string) course {
	name, _, _ := strings.Cut(reason, "(")
	return courses[name]
}

// reasonOf returns why err's call reverted; "" if it did not.
func reasonOf(err error) string {
	if !errors.Is(err, chain.ErrReverted) {
		return ""
	}
	_, reason, _ := strings.Cut(err.Error(), chain.ErrReverted.Error()+": ")
	return reason
}
