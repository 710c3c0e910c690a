package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/machinefi/sprout/internal/devnet"
	"github.com/machinefi/sprout/internal/node"
)

const (
	wantMB     = 100
	memoryIdle = 20 * time.Second
)

// memory starts a devnet of the built programs and reads what its nodes hold
// when nothing is asked of them. Workers are processes of their own.
func (b *bench) memory(ctx context.Context) (list []Result, err error) {
	enode, znode := filepath.Join(b.bin, "enode"), filepath.Join(b.bin, "znode")
	for _, path := range []string{enode, znode} {
		if _, err := os.Stat(path); err != nil {
			return nil, fmt.Errorf("%w: %w; make build builds it", errSkipped, err)
		}
	}
	provers, err := node.OpenProvers(nil)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errSkipped, err)
	}
	defer func() { err = errors.Join(err, provers.Close()) }()
	net, err := devnet.Start(ctx, devnet.Config{Dir: filepath.Join(b.dir, "devnet"), Enode: enode, Znode: znode, Log: b.log}, provers)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, net.Close()) }()
	pause(ctx, memoryIdle)
	most := map[string]rss{}
	for name, pid := range net.Pids() {
		m, err := readRSS(pid)
		if err != nil {
			return nil, fmt.Errorf("read memory of %s: %w", name, err)
		}
		kind, _, _ := strings.Cut(name, "-")
		if m.total > most[kind].total {
			most[kind] = m
		}
	}
	for _, kind := range []string{"enode", "znode"} {
		m, ok := most[kind]
		if !ok {
			return nil, fmt.Errorf("no %s runs", kind)
		}
		note := fmt.Sprintf("resident after %s idle; %.0f MB of it the program's own, %.0f MB pages of its file; workers not counted", memoryIdle, m.anon, m.file)
		list = append(list, figure("memory."+kind, m.total, "MB", note).against(fmt.Sprintf("≤ %d", wantMB), m.total <= wantMB))
	}
	return list, nil
}

// rss is what a process has in memory, in megabytes (10⁶ bytes).
type rss struct{ total, anon, file float64 }

func readRSS(pid int) (rss, error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return rss{}, err
	}
	return parseRSS(string(text))
}

// parseRSS reads the lines that proc(5) gives in units of 1024 bytes.
func parseRSS(status string) (rss, error) {
	var m rss
	found := 0
	for line := range strings.Lines(status) {
		name, value, _ := strings.Cut(line, ":")
		into := map[string]*float64{"VmRSS": &m.total, "RssAnon": &m.anon, "RssFile": &m.file}[name]
		if into == nil {
			continue
		}
		kb, err := strconv.ParseUint(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(value), "kB")), 10, 64)
		if err != nil {
			return rss{}, fmt.Errorf("read %s: %w", name, err)
		}
		*into, found = float64(kb)*1024/1e6, found+1
	}
	if found != 3 {
		return rss{}, errors.New("process status has no resident set")
	}
	return m, nil
}
