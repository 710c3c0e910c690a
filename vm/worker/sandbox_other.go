//go:build !linux

package worker

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
)

var errSystem = fmt.Errorf("prover workers need Linux: %w", errors.ErrUnsupported)

func confineAndRestart() error { return errSystem }

func seal(request) (map[string]string, uint64) { return nil, 0 }

func limitJob(_, _, _ uint64) error { return errSystem }

func startConfined(func() *exec.Cmd) (*exec.Cmd, map[string]string, error) {
	return nil, nil, errSystem
}

func awaitExit(*os.Process) {}

func killGroup(p *os.Process) { _ = p.Kill() }

func machineMemoryMB() uint64 { return 0 }
