package evidence

import (
	"slices"
	"sync"

	"github.com/ethereum/go-ethereum/common"

	"github.com/machinefi/sprout/attest"
	"github.com/machinefi/sprout/task"
)

// What a [Watcher] remembers at most; a unit is 100 to 200 bytes.
const (
	mostResults = 1 << 17 // results of known trees and signatures over them
	mostEarly   = 1 << 14 // signatures over trees that are not known yet
	mostTasks   = 1 << 16 // tasks by number
)

// Finds takes what a [Watcher] finds; the same may be found several times. Its methods are called one at a time, and hold
// up whoever told the watcher.
type Finds struct {
	// Znode attested two results of one task.
	Znode func(znode task.Address, e DoubleAttestation)
	// Enode signed two tasks with one number.
	Enode func(enode task.Address, e Equivocation)
}

// Watcher hears what nodes sign and notices where one contradicts itself. It believes no signature that it has not checked,
// and remembers so much, of whoever says most the least. It is safe for concurrent use and implements [attest.Witness].
type Watcher struct {
	domain attest.Domain
	finds  Finds

	mu      sync.Mutex
	trees   *shelf[task.Address, treeKey, *tree] // by settler
	claims  map[claim][]*tree
	early   *shelf[task.Address, voice, task.Signature] // by znode
	tasks   *shelf[task.Address, number, SignedTask]    // by enode
	telling sync.Mutex
}

// treeKey names what a znode signs.
type treeKey struct {
	project task.ProjectID
	settler task.Address
	root    task.Digest
}

// tree is the results under a root and who has attested them.
type tree struct {
	treeKey
	results []attest.Result
	signed  map[task.Address]task.Signature
}

type claim struct{ task, program task.Digest }

type voice struct {
	treeKey
	znode task.Address
}

type number struct {
	enode task.Address
	key   task.Key
}

// NewWatcher makes a watcher of attestations that count in domain.
func NewWatcher(domain attest.Domain, finds Finds) *Watcher {
	w := &Watcher{domain: domain, finds: finds, claims: map[claim][]*tree{}}
	w.trees = newShelf[task.Address](mostResults, w.forget)
	w.early = newShelf[task.Address, voice, task.Signature](mostEarly, nil)
	w.tasks = newShelf[task.Address, number, SignedTask](mostTasks, nil)
	return w
}

// Learn implements [attest.Witness].
func (w *Watcher) Learn(id task.ProjectID, settler task.Address, root task.Digest, results []attest.Result) {
	k := treeKey{id, settler, root}
	w.mu.Lock()
	if _, known := w.trees.get(k); known || len(results) == 0 || len(results) > attest.MaxResults {
		w.mu.Unlock()
		return
	}
	t := &tree{k, slices.Clone(results), map[task.Address]task.Signature{}}
	for _, r := range t.results {
		c := claim{r.Task, r.Program}
		w.claims[c] = append(w.claims[c], t)
	}
	w.trees.put(settler, k, t, len(results))
	var signers []task.Address
	for znode := range w.early.of {
		if sig, ok := w.early.get(voice{k, znode}); ok {
			t.signed[znode] = sig
			signers = append(signers, znode)
		}
	}
	var found []finding
	for _, znode := range signers {
		w.early.take(voice{k, znode})
		found = append(found, w.contradictions(t, znode)...)
	}
	w.weigh(k, len(signers))
	w.mu.Unlock()
	w.tell(found)
}

// weigh counts the signatures over a tree, if it is still there.
func (w *Watcher) weigh(k treeKey, signatures int) {
	if _, there := w.trees.get(k); there {
		w.trees.grow(k, signatures)
	}
}

// forget is told of trees that go.
func (w *Watcher) forget(_ treeKey, t *tree) {
	for _, r := range t.results {
		c := claim{r.Task, r.Program}
		if rest := slices.DeleteFunc(w.claims[c], func(x *tree) bool { return x == t }); len(rest) > 0 {
			w.claims[c] = rest
		} else {
			delete(w.claims, c)
		}
	}
}

// Hear takes the attestation of a znode, whoever asked for it.
func (w *Watcher) Hear(a task.Attestation) {
	k := treeKey{a.Project, a.Settler, a.Root}
	if a.Refusal != "" || w.heard(k, a.Node) {
		return
	}
	if signer, err := a.Signature.Recover(w.domain.Hash(a.Project, a.Settler, a.Root)); err != nil || signer != a.Node {
		return
	}
	w.mu.Lock()
	t, known := w.trees.get(k)
	var found []finding
	switch _, again := w.early.get(voice{k, a.Node}); {
	case known:
		if _, again := t.signed[a.Node]; !again {
			t.signed[a.Node] = a.Signature
			found = w.contradictions(t, a.Node)
			w.weigh(k, 1)
		}
	case !again:
		w.early.put(a.Node, voice{k, a.Node}, a.Signature, 1)
	}
	w.mu.Unlock()
	w.tell(found)
}

// heard reports whether the znode's signature over a tree is known.
func (w *Watcher) heard(k treeKey, znode task.Address) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if t, known := w.trees.get(k); known {
		_, yes := t.signed[znode]
		return yes
	}
	_, yes := w.early.get(voice{k, znode})
	return yes
}

// finding is one contradiction, of a znode or of an enode.
type finding struct {
	node  task.Address
	znode *DoubleAttestation
	enode *Equivocation
}

// contradictions compares a tree that the znode signed with the others it signed.
func (w *Watcher) contradictions(t *tree, znode task.Address) (found []finding) {
	for i, r := range t.results {
		for _, other := range w.claims[claim{r.Task, r.Program}] {
			if _, signed := other.signed[znode]; !signed || other.project != t.project {
				continue
			}
			k := slices.IndexFunc(other.results, func(x attest.Result) bool {
				return x.Task == r.Task && x.Program == r.Program && x.Journal != r.Journal
			})
			if k < 0 {
				continue
			}
			found = append(found, finding{node: znode, znode: &DoubleAttestation{
				ProjectID: uint64(t.project), TaskDigest: r.Task, ProgramID: r.Program,
				Attestations: []Attestation{other.statement(k, znode), t.statement(i, znode)},
			}})
			break // one offence
		}
	}
	return found
}

// statement is the i-th result as the znode signed it.
func (t *tree) statement(i int, znode task.Address) Attestation {
	return Attestation{
		JournalDigest: t.results[i].Journal, Settler: common.Address(t.settler),
		Path: attest.Path(t.project, t.results, i), Signature: compact(t.signed[znode]),
	}
}

func compact(s task.Signature) (out CompactSignature) {
	out.R, out.Vs = attest.Compact(s)
	return out
}

// Saw implements [attest.Witness].
func (w *Watcher) Saw(v task.Verified) {
	h, d := v.Header(), v.Digest()
	n := number{v.Enode(), h.Key()}
	now := SignedTask{TaskDigest: d, Signature: compact(v.Signed().Signature)}
	w.mu.Lock()
	before, known := w.tasks.get(n)
	if !known {
		w.tasks.put(n.enode, n, now, 1)
	}
	w.mu.Unlock()
	if known && before.TaskDigest != d {
		w.tell([]finding{{node: n.enode, enode: &Equivocation{
			ProjectID: uint64(h.ProjectID), Sequence: h.Sequence, Tasks: []SignedTask{before, now},
		}}})
	}
}

func (w *Watcher) tell(found []finding) {
	w.telling.Lock()
	defer w.telling.Unlock()
	for _, f := range found {
		switch {
		case f.znode != nil && w.finds.Znode != nil:
			w.finds.Znode(f.node, *f.znode)
		case f.enode != nil && w.finds.Enode != nil:
			w.finds.Enode(f.node, *f.enode)
		}
	}
}
