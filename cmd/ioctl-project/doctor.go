package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/machinefi/sprout/internal/config"
	enodeparts "github.com/machinefi/sprout/internal/enode"
	znodeparts "github.com/machinefi/sprout/internal/znode"
	"github.com/machinefi/sprout/task"
)

// checkLimit is how long one check may take.
const checkLimit = 20 * time.Second

// What a check found.
const (
	checkOK      = "ok"
	checkWarning = "warning"
	checkFailed  = "failed"
	checkSkipped = "not checked"
)

// finding is what one check found.
type finding struct {
	Check  string `json:"check"`
	Status string `json:"status"`
	Text   string `json:"text"`
	Hint   string `json:"hint,omitempty"`
}

func found(status, hint, format string, a ...any) finding {
	return finding{Status: status, Text: fmt.Sprintf(format, a...), Hint: hint}
}

func fine(format string, a ...any) finding       { return found(checkOK, "", format, a...) }
func notChecked(format string, a ...any) finding { return found(checkSkipped, "", format, a...) }

func broken(err error) finding { return found(checkFailed, task.Hint(err), "%s", err) }

// patient is what is looked at: what the flags name, and a node's settings where they are asked for.
type patient struct {
	c        *cli.Context
	kind     string // enode, znode, or none
	node     config.Node
	listens  []string // further host:ports of the node
	settings error    // what is wrong with the node's settings
	chain    string   // endpoint
}

// doctorCheck is one check. Checks are run one after the other.
type doctorCheck struct {
	name string
	run  func(context.Context, *patient) finding
}

var doctorChecks = []doctorCheck{
	{"versions", checkVersions}, {"settings", checkSettings}, {"chain", checkChain}, {"clock", checkClock}, {"contracts", checkContracts},
	{"stake", checkStake}, {"enode", checkEnode}, {"reach", checkReach}, {"ports", checkPorts}, {"disk", checkDisk}, {"memory", checkMemory}, {"ipfs", checkIPFS},
}

func doctorCommand() *cli.Command {
	return &cli.Command{
		Name: "doctor", Usage: "look for what keeps a node, or this tool, from working", UsageText: "ioctl-project doctor --for znode --config znode.yaml",
		Description: "With --for the settings of a node are read as the node reads them, from its file and the environment, and checked with\n" +
			"the machine around it. What nothing is said of is not checked, and no fault. Exits 1 if a check failed.",
		Flags: []cli.Flag{
			jsonFlag(), settingFlag("endpoint"), settingFlag("chain-id"), settingFlag("contract-address"), settingFlag("contracts"),
			settingFlag("ws-endpoint"), settingFlag("ipfs-endpoint"), settingFlag("ipfs-gateway"),
			&cli.StringFlag{Name: "for", Usage: "`enode` or znode: check the settings of one, and the machine for it"},
			&cli.StringFlag{Name: config.FileFlag, EnvVars: []string{"SPROUT_CONFIG"}, Usage: "the node's YAML `file`"},
			&cli.StringSliceFlag{Name: "only", Usage: "`checks` to run, by the names that are shown; all by default"},
			&cli.StringFlag{Name: "data-dir", Usage: "the node's `folder`"},
			&cli.StringSliceFlag{Name: "reach", Usage: "`host:ports` that must be reachable from here"},
			&cli.StringFlag{Name: "ipfs-cid", Usage: "a `CID` that the gateway must have"},
		},
		Action: runDoctor,
	}
}

func runDoctor(c *cli.Context) error {
	if c.Args().Present() {
		return fmt.Errorf("%w: unknown argument %q", errUsage, c.Args().First())
	}
	checks, err := chosenChecks(c.StringSlice("only"))
	if err != nil {
		return err
	}
	p, err := newPatient(c)
	if err != nil {
		return err
	}
	findings := make([]finding, 0, len(checks))
	count := map[string]int{}
	for _, check := range checks {
		ctx, cancel := context.WithTimeout(c.Context, checkLimit)
		f := check.run(ctx, p)
		cancel()
		f.Check = check.name
		findings = append(findings, f)
		count[f.Status]++
		if c.Context.Err() != nil {
			return fmt.Errorf("interrupted: %w", context.Cause(c.Context))
		}
	}
	all := map[string]any{"checks": findings, "failed": count[checkFailed], "warnings": count[checkWarning]}
	if err := show(c, all, func() string { return diagnosis(findings) }); err != nil {
		return err
	}
	if n := count[checkFailed]; n > 0 {
		return fmt.Errorf("%d of %d checks failed", n, len(findings))
	}
	return nil
}

// chosenChecks are the checks of these names; of none, all.
func chosenChecks(names []string) ([]doctorCheck, error) {
	if len(names) == 0 {
		return doctorChecks, nil
	}
	var out []doctorCheck
	for _, name := range names {
		i := slices.IndexFunc(doctorChecks, func(d doctorCheck) bool { return d.name == name })
		if i < 0 {
			return nil, fmt.Errorf("%w: --only: there is no check %q", errUsage, name)
		}
		out = append(out, doctorChecks[i])
	}
	return out, nil
}

func diagnosis(findings []finding) string {
	var b strings.Builder
	for i, f := range findings {
		if i > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "%-11s  %-10s %s", f.Status, f.Check, strings.ReplaceAll(f.Text, "\n", "\n"+strings.Repeat(" ", 24)))
		if f.Hint != "" {
			fmt.Fprintf(&b, "\n%24shint: %s", "", f.Hint)
		}
	}
	return b.String()
}

// newPatient reads the settings of the node that is asked for.
func newPatient(c *cli.Context) (*patient, error) {
	p := &patient{c: c, kind: c.String("for"), chain: c.String("endpoint")}
	var fields []config.Field
	var validate func() error
	z, e := znodeparts.DefaultConfig(), enodeparts.DefaultConfig()
	switch p.kind {
	case "":
		if c.String(config.FileFlag) != "" {
			return nil, fmt.Errorf("%w: --config is of a node: say --for enode or --for znode", errUsage)
		}
		p.node.DataDir = c.String("data-dir")
		return p, nil
	case "znode":
		fields, validate = z.Fields(), z.Validate
	case "enode":
		fields, validate = e.Fields(), e.Validate
	default:
		return nil, fmt.Errorf("%w: --for: %q is neither enode nor znode", errUsage, p.kind)
	}
	if p.settings = config.Load(c, fields); p.settings == nil {
		p.settings = validate()
	}
	p.node = z.Node
	if p.kind == "enode" {
		p.node, p.listens = e.Node, e.HTTPAddress
	}
	for _, a := range []string{z.IPFSAddress, p.node.OpsAddress, p.node.Pprof, p.node.IPFSAPI} {
		if a != "" {
			p.listens = append(p.listens, a)
		}
	}
	if p.chain == "" {
		p.chain = p.node.ChainEndpoint
	}
	return p, nil
}

func checkSettings(_ context.Context, p *patient) finding {
	switch {
	case p.kind == "":
		return notChecked("no node is named: say --for enode or --for znode")
	case p.settings != nil:
		return found(checkFailed, "what they may be: "+p.kind+" --help", "%s", strings.TrimPrefix(p.settings.Error(), config.ErrInvalid.Error()+":\n"))
	}
	if old := p.node.Ignored(); len(old) > 0 {
		return found(checkWarning, "take them out of the environment", "%s: accepted, and not used any more", strings.Join(old, ", "))
	}
	return fine("those of the %s are usable", p.kind)
}

// errSkipped marks what cannot be checked because something else is missing.
var errSkipped = errors.New("not checked")

// skipped is the finding of what is missing, if that is what the error says.
func skipped(err error) (finding, bool) {
	if !errors.Is(err, errSkipped) {
		return finding{}, false
	}
	return notChecked("%s", strings.TrimPrefix(err.Error(), errSkipped.Error()+": ")), true
}
