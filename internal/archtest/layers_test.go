package archtest

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// layer is a row of the table: which folders it places and what they may import of ours.
type layer struct {
	name   string
	places []string
	may    []string
	why    string
}

// Groups of folders that several rows may import.
var (
	vocabulary = []string{"task", "project"}
	chainCode  = []string{"contracts/bindings", "contracts/deploy", "contracts"}
	leaves     = []string{"internal/lifecycle"}
	// everything below the assemblies
	parts = slices.Concat(vocabulary, chainCode, leaves, []string{
		"datasource", "sequencer", "dispatcher", "p2p", "processor", "attest", "vm", "output", "examples",
		"internal/chain", "internal/ipfs", "internal/telemetry", "internal/operator", "internal/config", "internal/evidence",
	})
)

// layers is read from top to bottom; the first row that places a folder decides. A package may always import what is
// inside its own folder's internal folder.
var layers = []layer{
	{name: "requirements", places: []string{"internal/deps"}, may: nil, why: "it only holds module requirements"},

	// vocabulary
	{name: "task", places: []string{"task"}, may: nil,
		why: "the vocabulary is read before any mechanism, so it depends on none"},
	{name: "project file and fetching", places: []string{"project/registry", "project/fetch", "project/projectfile"},
		may: slices.Concat(vocabulary, chainCode, leaves, []string{"internal/chain", "internal/ipfs"}),
		why: "a backend knows its role's package and the vocabulary"},
	{name: "project", places: []string{"project"}, may: []string{"task"},
		why: "what a project is stands beside what a task is, under every mechanism"},

	// backends, before the roles whose folders they are in
	{name: "settlement output", places: []string{"output/settlement"},
		may: slices.Concat(vocabulary, chainCode, leaves, []string{"output", "internal/chain", "attest"}),
		why: "it sends what a round of attestations has brought together"},
	{name: "output backends", places: []string{"output/ethereum", "output/file", "output/stdout", "output/webhook", "output/internal"},
		may: slices.Concat(vocabulary, chainCode, leaves, []string{"output", "internal/chain"}),
		why: "a backend knows its role and the vocabulary, never another backend"},
	{name: "store backends", places: []string{"datasource/sqlite", "datasource/postgres", "datasource/memory", "datasource/internal"},
		may: []string{"datasource", "task", "datasource/internal", "internal/lifecycle"},
		why: "a backend knows its role and the vocabulary, never another backend"},
	{name: "prover backends", places: []string{"vm/risc0", "vm/halo2", "vm/zkwasm", "vm/worker", "vm/internal", "vm/native", "vm/sandbox"},
		may: slices.Concat(vocabulary, leaves, []string{"vm"}),
		why: "provers are one family: adapter, worker and native library know each other, nobody else"},
	{name: machines, places: []string{"internal/testnet", "internal/e2e", "internal/compose"}, // and every package named *test
		may: slices.Concat(parts, []string{"internal/node", "internal/enode", "internal/znode", "internal/devnet", "cmd/enode/client"}),
		why: "test machines may use anything below the commands"},

	// roles
	{name: "datasource", places: []string{"datasource"}, may: []string{"task"},
		why: "the role of the store speaks the vocabulary only and never names its backends"},
	{name: "vm", places: []string{"vm"}, may: vocabulary,
		why: "the role of a prover speaks the vocabulary only and never names its backends"},
	{name: "output", places: []string{"output"}, may: vocabulary,
		why: "the role of a delivery speaks the vocabulary only and never names its backends"},
	{name: "p2p", places: []string{"p2p"}, may: []string{"task", "p2p"},
		why: "the transport moves verified values and knows nothing of what is done with them"},
	{name: "chain", places: []string{"internal/chain", "internal/operator"},
		may: slices.Concat(vocabulary, chainCode, leaves, []string{"internal/chain", "internal/operator"}),
		why: "speaking to a chain needs the contracts' bindings and nothing above"},
	{name: "evidence", places: []string{"internal/evidence"}, may: slices.Concat(vocabulary, chainCode, []string{"attest"}),
		why: "what contracts take stands apart from who writes it and who submits it"},
	{name: "owners", places: []string{"internal/owner", "internal/wallet"},
		may: slices.Concat(vocabulary, chainCode, leaves, []string{"internal/chain"}),
		why: "what people do on a chain needs the contracts, the account that pays and nothing of a node"},
	{name: "ipfs", places: []string{"internal/ipfs"}, may: slices.Concat(vocabulary, leaves, []string{"internal/ipfs"}),
		why: "content-addressed storage knows nothing of what is stored"},

	// cores
	{name: "sequencer", places: []string{"sequencer"}, may: vocabulary, why: coreReason},
	{name: "dispatcher", places: []string{"dispatcher"}, may: vocabulary, why: coreReason},
	{name: "processor", places: []string{"processor"}, may: vocabulary, why: coreReason},
	{name: "attest", places: []string{"attest"}, may: vocabulary, why: coreReason},

	// leaves
	{name: "lifecycle", places: []string{"internal/lifecycle"}, may: nil, why: "a leaf serves all levels, so it imports none"},
	{name: "telemetry", places: []string{"internal/telemetry", "internal/metricsdoc"}, may: leaves, why: "a leaf serves all levels, so it imports none"},
	{name: "settings", places: []string{"internal/config"}, may: slices.Concat(vocabulary, leaves, []string{"internal/config", "internal/operator", "internal/telemetry", "contracts/deploy"}),
		why: "settings are read by commands and assemblies; they know no mechanism"},
	{name: "contracts", places: []string{"contracts"}, may: chainCode, why: "contract code and its bindings stand alone"},
	{name: "generated verifiers", places: []string{"contracts/verifier"}, may: slices.Concat(vocabulary, chainCode, []string{"internal/chain"}),
		why: "it makes contracts and asks them; where a circuit comes from and who pays is the command's"},
	{name: "examples", places: []string{"examples"}, may: slices.Concat(vocabulary, []string{"examples", "project/projectfile"}),
		why: "an example is what a user would write: data, a program, a project file"},

	// assemblies
	{name: "node", places: []string{"internal/node"}, may: parts,
		why: "what the two assemblies have in common is an assembly, too"},
	{name: "enode", places: []string{"internal/enode"}, may: slices.Concat(parts, []string{"internal/enode", "internal/node"}),
		why: "an assembly connects parts; two assemblies meet only in devnet"},
	{name: "znode", places: []string{"internal/znode"}, may: slices.Concat(parts, []string{"internal/znode", "internal/node"}),
		why: "an assembly connects parts; two assemblies meet only in devnet"},
	{name: "devnet", places: []string{"internal/devnet"}, may: slices.Concat(parts, []string{"internal/devnet", "internal/node", "internal/enode", "internal/znode", "cmd/enode/client"}),
		why: "devnet connects everything"},

	// commands
	{name: "enode client", places: []string{"cmd/enode/client"}, may: nil,
		why: "a client is for others' programs, too: it brings nothing of the node with it"},
	{name: "enode command", places: []string{"cmd/enode"},
		may: []string{"internal/enode", "internal/lifecycle", "internal/telemetry", "internal/config", "internal/node", "vm/worker", "cmd/enode"},
		why: "a command is flags and exit codes around its assembly"},
	{name: "znode command", places: []string{"cmd/znode"},
		may: []string{"internal/znode", "internal/lifecycle", "internal/telemetry", "internal/config", "internal/node", "vm/worker", "cmd/znode"},
		why: "a command is flags and exit codes around its assembly"},
	{name: "ioctl-project command", places: []string{"cmd/ioctl-project"},
		may: slices.Concat(parts, []string{"internal/devnet", "internal/node", "internal/enode", "internal/znode", "internal/owner", "internal/wallet", "cmd/enode/client", "cmd/ioctl-project"}),
		why: "the command line tool may use any part"},
	{name: "tools", places: []string{"tools", "internal/bench"},
		may: slices.Concat(parts, []string{"internal", "tools", "contracts/contractstest", "cmd/enode/client"}),
		why: "tools build and measure; nothing imports them"},
}

const machines = "test machines"

const coreReason = "a core names the roles it needs in vocabulary types; the assembly connects it with what fills them"

// place returns the row that decides about a folder, nil when none does. Longer places win over shorter ones.
func place(folder string) *layer {
	var (
		best   *layer
		length = -1
	)
	for i := range layers {
		if layers[i].name == machines && isTestMachine(folder) {
			return &layers[i]
		}
		for _, p := range layers[i].places {
			if under(folder, p) && len(p) > length {
				best, length = &layers[i], len(p)
			}
		}
	}
	return best
}

// allowed tells whether a package in the row may import the target.
func (l *layer) allowed(from, target string) bool {
	if i := strings.Index(target+"/", "/internal/"); i > 0 && under(from, target[:i]) {
		return true // the compiler keeps others out
	}
	// What a row says of a role's folder does not include backends and test machines inside it, unless it is said so.
	targetRow := place(target)
	for _, m := range l.may {
		if target == m || under(target, m) && targetRow != nil && (targetRow == place(m) || broad(l)) {
			return true
		}
	}
	return slices.Contains(l.places, from) && under(target, from) && targetRow == l ||
		targetRow == l && sameFamily(l)
}

// broad rows see the backends inside the folders they may import.
func broad(l *layer) bool {
	return slices.Contains([]string{"node", "enode", "znode", "devnet", "ioctl-project command", "tools", machines}, l.name)
}

// sameFamily rows are made of packages that belong together.
func sameFamily(l *layer) bool {
	return slices.Contains([]string{"prover backends", "tools", machines, "examples", "contracts", "chain"}, l.name)
}

func TestEveryPackageHasAPlace(t *testing.T) {
	_, folders := tree(t)
	for _, folder := range folders {
		assert.NotNil(t, place(folder), "%s is not in the table of layers_test.go: decide what it may import and who may import it, and write that down there", folder)
	}
}

func TestImportsPointDown(t *testing.T) {
	packages, folders := tree(t)
	checked := 0
	for _, folder := range folders {
		row := place(folder)
		if row == nil {
			continue // told by the test above
		}
		for _, target := range packages[folder].direct() {
			checked++
			assert.True(t, row.allowed(folder, target) && !forTests(folder, target),
				"%s must not import %s: %s", folder, target, row.why)
		}
	}
	require.NotZero(t, checked)
}

// forTests tells whether a program reaches for a test machine.
func forTests(from, target string) bool {
	return isTestMachine(target) && !isTestMachine(from) && !under(from, "tools")
}

func TestNobodyImportsCommandsAndTools(t *testing.T) {
	for _, file := range files(t) {
		for _, path := range file.imports {
			target, ok := ours(path)
			if !ok || target == "cmd/enode/client" {
				continue
			}
			for _, top := range []string{"cmd", "tools"} {
				assert.False(t, under(target, top) && !under(pathDir(file.path), top),
					"%s imports %s: commands and tools are entry points, what is of use to others belongs in a package below them", file.path, target)
			}
			assert.NotEqual(t, "internal/deps", target, "%s: internal/deps holds requirements only", file.path)
		}
	}
}

// unreachable are the packages that an assembly must not even lead to.
var unreachable = []struct {
	from string
	not  []string
	why  string
}{
	{"internal/enode", []string{"output", "processor", "attest", "internal/znode"},
		"an enode takes in, orders and hands out work; that it cannot prove or deliver is part of what its owner trusts"},
	{"internal/znode", []string{"sequencer", "dispatcher", "datasource", "internal/enode"},
		"a znode sees one task at a time; the queue and the store of messages are the enode's"},
	{"task", []string{"project", "vm", "p2p", "datasource"}, "the vocabulary depends on no mechanism"},
}

func TestAssembliesStayApart(t *testing.T) {
	packages, folders := tree(t)
	for _, rule := range unreachable {
		for _, folder := range folders {
			if !under(folder, rule.from) || isTestMachine(folder) {
				continue
			}
			for target, way := range reached(packages, folder) {
				assert.False(t, under(target, rule.not...), "%s reaches %s (%s): %s", folder, target, way, rule.why)
			}
		}
	}
}

// TestTheRulesThemselves keeps the table honest: each line is an import that a rule must allow or refuse.
func TestTheRulesThemselves(t *testing.T) {
	for _, test := range []struct {
		from, to string
		ok       bool
	}{
		{"sequencer", "task", true}, {"sequencer", "project", true},
		{"sequencer", "datasource", false}, {"dispatcher", "p2p", false}, {"processor", "vm", false}, {"processor", "dispatcher", false},
		{"processor", "internal/lifecycle", false}, {"processor", "internal/telemetry", false},
		{"task", "project", false}, {"project", "task", true}, {"project", "project/registry", false}, {"project", "internal/chain", false},
		{"project/registry", "internal/chain", true}, {"project/registry", "contracts/bindings", true}, {"project/registry", "project", true},
		{"project/fetch", "internal/ipfs", true}, {"project/fetch", "p2p", false}, {"project/fetch", "project/registry", false},
		{"datasource", "datasource/sqlite", false}, {"datasource/sqlite", "datasource", true}, {"datasource/sqlite", "datasource/postgres", false},
		{"datasource/sqlite", "datasource/internal/migrations", true}, {"datasource/postgres", "project", false},
		{"output", "output/webhook", false}, {"output/webhook", "output", true}, {"output/webhook", "output/file", false},
		{"output/ethereum", "internal/chain", true}, {"output/ethereum", "contracts/bindings", true}, {"output/ethereum", "vm", false},
		{"output/settlement", "attest", true}, {"output/ethereum", "attest", false}, {"attest", "p2p", false}, {"attest", "project", true},
		{"vm", "vm/risc0", false}, {"vm/risc0", "vm/worker", true}, {"vm/worker", "vm/internal/ffi", true}, {"vm/risc0", "p2p", false},
		{"p2p", "p2p/wire", true}, {"p2p", "datasource", false}, {"p2p/wire", "task", true},
		{"internal/enode", "datasource/sqlite", true}, {"internal/enode", "internal/telemetry", true}, {"internal/enode", "internal/znode", false},
		{"internal/enode", "internal/enode/api", true}, {"internal/enode/api", "internal/enode", true}, {"internal/znode", "output/webhook", true},
		{"internal/devnet", "internal/znode", true}, {"internal/devnet", "contracts/deploy", true}, {"internal/devnet", "cmd/enode", false},
		{"cmd/enode", "internal/enode", true}, {"cmd/enode", "datasource", false}, {"cmd/znode", "vm/worker", true}, {"cmd/znode", "internal/enode", false},
		{"cmd/ioctl-project", "project/projectfile", true}, {"cmd/ioctl-project", "internal/devnet", true}, {"cmd/ioctl-project", "cmd/enode", false}, {"cmd/ioctl-project", "cmd/enode/client", true}, {"cmd/enode/client", "internal/enode", false},
		{"internal/lifecycle", "task", false}, {"internal/telemetry", "task", false}, {"internal/chain", "contracts/bindings", true},
		{"contracts/deploy", "contracts/bindings", true}, {"contracts/bindings", "task", false},
		{"datasource/datasourcetest", "datasource", true}, {"internal/chain", "internal/ipfs", false}, {"internal/ipfs", "p2p", false},
	} {
		row := place(test.from)
		require.NotNil(t, row, test.from)
		assert.Equal(t, test.ok, row.allowed(test.from, test.to), "%s → %s, row %q", test.from, test.to, row.name)
	}
	assert.Nil(t, place("gateway"))
	assert.Nil(t, place("internal/cache"))
	assert.True(t, forTests("vm/worker", "vm/vmtest"))
	assert.False(t, forTests("internal/testnet", "vm/vmtest"))
}
