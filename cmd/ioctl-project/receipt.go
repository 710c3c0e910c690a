package main

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/machinefi/sprout/internal/ipfs"
	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
	"github.com/machinefi/sprout/vm"
	"github.com/machinefi/sprout/vm/halo2"
)

// maxReceipt bounds what is read as one receipt, in bytes.
const maxReceipt = 256 << 20

func receiptCommand() *cli.Command {
	return &cli.Command{
		Name: "receipt", Usage: "fetch and verify receipts",
		Subcommands: []*cli.Command{{
			Name: "verify", Usage: "verify a receipt natively, trusting nobody", ArgsUsage: "FILE|CID",
			UsageText: "ioctl-project receipt verify --program-id 0x… --gateway http://127.0.0.1:9000 bafy…",
			Description: "Exits 0 if the receipt proves a run of the program, 3 if it does not. A CID is fetched from the\n" +
				"gateway and checked against its hash; a file is read.",
			Flags: []cli.Flag{
				&cli.StringFlag{Name: "program-id", Usage: "the program the receipt must be of, `hex`"},
				&cli.StringFlag{Name: "module", Usage: "in its place, the WebAssembly `file` that the program must be compiled from"},
				&cli.StringFlag{Name: "task-digest", Usage: "the task the journal must commit, `hex`"},
				gatewayFlag(), unsafeFlag(), jsonFlag(),
			},
			Action: verifyReceipt,
		}},
	}
}

func gatewayFlag() cli.Flag {
	return &cli.StringFlag{Name: "gateway", EnvVars: []string{"SPROUT_GATEWAY"}, Usage: "`URL` of a node that serves /ipfs/{cid}"}
}

type verdict struct {
	Valid      bool   `json:"valid"`
	Runtime    string `json:"runtime"`
	ProgramID  string `json:"programID"`
	Kind       string `json:"kind"`
	Digest     string `json:"receiptDigest"`
	Bytes      int    `json:"bytes"`
	Journal    string `json:"journal"`
	Binding    string `json:"binding"`
	TaskDigest string `json:"taskDigest,omitempty"`
	ProjectID  uint64 `json:"projectID,omitempty"`
	ChainID    uint64 `json:"chainID,omitempty"`
	Output     string `json:"output,omitempty"`

	Wasm *moduleRun `json:"zkwasm,omitempty"` // the output, where it is that of a module

	PublicInputs []string `json:"publicInputs,omitempty"` // of halo2, decimal
	Forgeable    bool     `json:"forgeable,omitempty"`    // made with parameters whose secret everybody knows
}

func verifyReceipt(c *cli.Context) error {
	if c.NArg() != 1 {
		return fmt.Errorf("%w: want one receipt, a file or a CID", errUsage)
	}
	program, err := wantedProgram(c)
	if err != nil {
		return err
	}
	b, err := readReceipt(c.Context, c.Args().First(), c.String("gateway"))
	if err != nil {
		return err
	}
	p, err := openProvers(c)
	if err != nil {
		return err
	}
	defer p.Close() //nolint:errcheck // the verdict stands
	got, err := p.VerifyReceipt(c.Context, program, b)
	if err != nil {
		return unsafeHint(c, refusedIfWrong(err))
	}
	v := verdict{
		Valid: true, ProgramID: got.ProgramID.String(), Kind: got.Kind, Digest: task.DigestOf(b).String(), Bytes: len(b),
		Journal: "0x" + hex.EncodeToString(got.Journal), Binding: string(task.BindingNone), Forgeable: got.Forgeable,
	}
	runtime, err := vm.RuntimeOf(b)
	if err != nil {
		return err
	}
	v.Runtime = string(runtime)
	read := v.readBytes
	if runtime == project.VMHalo2 {
		read = v.readInputs
	}
	if err := read(got.Journal, c.String("task-digest")); err != nil {
		return err
	}
	return show(c, v, v.text)
}

// readBytes reads a journal of bytes, which names its task.
func (v *verdict) readBytes(journal []byte, want string) error {
	if j, err := task.ParseJournal(journal); err == nil {
		v.Binding, v.TaskDigest, v.ProjectID, v.ChainID = string(task.BindingTask), j.TaskDigest.String(), uint64(j.ProjectID), j.ChainID
		v.Output = "0x" + hex.EncodeToString(j.Output)
		v.Wasm = readModule(j.Output)
	}
	if want != "" && !strings.EqualFold(strings.TrimPrefix(want, "0x"), strings.TrimPrefix(v.TaskDigest, "0x")) {
		return fmt.Errorf("%w: receipt commits task %q, wanted %s", errRefused, v.TaskDigest, want)
	}
	return nil
}

// readInputs reads a journal of public inputs. From the one that binds it the task
// cannot be told, only whether it is the one that is wanted.
func (v *verdict) readInputs(journal []byte, want string) error {
	v.PublicInputs = decimals(journal)
	if want == "" {
		return nil
	}
	d, err := task.ParseDigest(want)
	if err != nil {
		return fmt.Errorf("%w: --task-digest: %w", errUsage, err)
	}
	if in := halo2.TaskInput(d); len(journal) < len(in) || !bytes.Equal(journal[:len(in)], in[:]) {
		return fmt.Errorf("%w: receipt's first public input is not that of task %s", errRefused, want)
	}
	v.Binding, v.TaskDigest = string(task.BindingTask), d.String()
	return nil
}

func (v *verdict) text() string {
	text := fmt.Sprintf("receipt is valid\n  program  %s\n  kind     %s, %d bytes\n  digest   %s\n  binding  %s %s\n",
		v.ProgramID, v.Kind, v.Bytes, v.Digest, v.Binding, v.TaskDigest)
	switch {
	case v.PublicInputs != nil:
		text += "  inputs   " + strings.Join(v.PublicInputs, ", ")
	case v.Wasm != nil:
		text += v.Wasm.String()
	default:
		text += "  journal  " + v.Journal
	}
	if v.Forgeable {
		text += "\n" + unsafeNote
	}
	return text
}

func readReceipt(ctx context.Context, where, gateway string) ([]byte, error) {
	if b, err := os.ReadFile(where); err == nil || !errors.Is(err, os.ErrNotExist) {
		return b, err
	}
	cid := strings.TrimPrefix(where, "ipfs://")
	if _, err := ipfs.ParseCID(cid); err != nil {
		return nil, fmt.Errorf("%w: %s is no file and no CID", errUsage, where)
	}
	if gateway == "" {
		return nil, task.WithHint(fmt.Errorf("%w: no gateway to fetch %s from", errUsage, cid), "name a node with --gateway, such as the project's enode")
	}
	return fetchCID(ctx, gateway, cid)
}

// errNotThere says that a gateway has not what it is asked for.
var errNotThere = errors.New("not there")

// fetchCID gets content from a gateway and checks that it is what the CID names.
func fetchCID(ctx context.Context, gateway, cid string) ([]byte, error) {
	if err := checkURL(gateway); err != nil {
		return nil, fmt.Errorf("%w: --gateway: %w", errUsage, err)
	}
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, strings.TrimSuffix(gateway, "/")+"/ipfs/"+cid, nil)
	if err != nil {
		return nil, fmt.Errorf("fetch receipt: %w", err)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, fmt.Errorf("fetch receipt: %w", err)
	}
	defer resp.Body.Close() //nolint:errcheck // only read from
	switch resp.StatusCode {
	case http.StatusOK:
	case http.StatusNotFound:
		err := fmt.Errorf("fetch receipt: gateway answers %s", resp.Status)
		if resp.Header.Get("X-Ipfs-Path") != "" { // so say gateways, and no other server
			err = fmt.Errorf("%w: %w", errNotThere, err)
		}
		return nil, err
	default:
		return nil, fmt.Errorf("fetch receipt: gateway answers %s", resp.Status)
	}
	b, err := io.ReadAll(io.LimitReader(resp.Body, maxReceipt))
	if err != nil {
		return nil, fmt.Errorf("fetch receipt: %w", err)
	}
	if got, err := ipfs.CID(b, ipfs.FormatV1); err != nil || got != cid {
		return nil, fmt.Errorf("%w: gateway's bytes are not %s", errRefused, cid)
	}
	return b, nil
}
