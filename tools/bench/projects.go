package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"math"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// The load of the measurement of many projects, and what is asked of it.
const (
	crowdSize    = 1000
	wantRestart  = 2 * time.Second
	crowdStarts  = 3
	crowdWarm    = 3
	crowdBlocks  = 12
	crowdPace    = 5 * time.Second // between blocks; the look at the znode's coins, once a minute, is among what is counted
	firstLoading = 3 * time.Minute
)

// projects measures how soon a znode that has joined many projects is back after a stop, with all of them served from what
// it keeps, and how often it asks the chain while blocks come.
func (b *bench) projects(ctx context.Context) (list []Result, err error) {
	binary := filepath.Join(b.bin, "znode")
	if _, err := os.Stat(binary); err != nil {
		return nil, fmt.Errorf("%w: %w; make build builds it", errSkipped, err)
	}
	if err := onDisk(b.dir); err != nil {
		return nil, err
	}
	dir := filepath.Join(b.dir, "crowded")
	c, err := b.startCrowd(ctx, crowdSize, dir)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, c.close()) }()
	first, _, err := b.runCrowded(ctx, c, binary, dir, nil)
	if err != nil {
		return nil, fmt.Errorf("first start: %w", err)
	}
	if err := c.files.Close(); err != nil { // from here on nobody has the files but the znode
		return nil, err
	}
	list = append(list, figure("projects.first", first.Seconds(), "s", fmt.Sprintf("%d projects, journal and caches empty, files from one peer", crowdSize)))
	best, note := time.Duration(math.MaxInt64), ""
	for range crowdStarts {
		took, start, err := b.runCrowded(ctx, c, binary, dir, nil)
		if err != nil {
			return nil, fmt.Errorf("start from cache: %w", err)
		}
		if took < best {
			best, note = took, start
		}
	}
	list = append(list, figure("projects.restart", best.Seconds(), "s",
		fmt.Sprintf("%d projects from what the znode keeps, best of %d starts; %s", crowdSize, crowdStarts, note)).
		against(fmt.Sprintf("≤ %g", wantRestart.Seconds()), best <= wantRestart))
	_, _, err = b.runCrowded(ctx, c, binary, dir, func(ctx context.Context, z *crowded) error {
		calls, err := z.follow(ctx)
		list = append(list, calls)
		return err
	})
	return list, err
}

// crowded is a znode at work.
type crowded struct {
	*crowd
	ops string
}

// runCrowded starts the znode, returns how long it took until it was ready and all projects were served, and what it asked of
// the chain for that, has during look at it, and stops it.
func (b *bench) runCrowded(ctx context.Context, c *crowd, binary, dir string, during func(context.Context, *crowded) error) (took time.Duration, note string, err error) {
	ops, err := freePort(ctx)
	if err != nil {
		return 0, "", err
	}
	log, err := os.Create(filepath.Join(b.dir, "crowded.log"))
	if err != nil {
		return 0, "", err
	}
	defer func() { err = errors.Join(err, log.Close()) }()
	// #nosec G204 -- the program that is measured
	cmd := exec.Command(binary, "--data-dir", dir, "--contracts", c.file, "--chain-endpoint", c.asked.url, "--listen", "/ip4/127.0.0.1/tcp/0", "--mdns=false", "--bootstrap", c.peer, "--ops-address", ops, "--log-level", "warn", "--min-free-mb", "1")
	cmd.Env = append(os.Environ(), "OPERATOR_PRIVATE_KEY="+hexKey(c.znode))
	cmd.Stdout, cmd.Stderr = log, log
	c.asked.take()
	z := &crowded{c, "http://" + ops}
	began := time.Now()
	if err := cmd.Start(); err != nil {
		return 0, "", err
	}
	defer func() {
		err = errors.Join(err, cmd.Process.Signal(syscall.SIGTERM), cmd.Wait())
	}()
	ready, cancel := context.WithTimeout(ctx, firstLoading)
	defer cancel()
	if err := z.ready(ready); err != nil {
		text, _ := os.ReadFile(log.Name())
		return 0, "", fmt.Errorf("%w; the end of its log: %s", err, text[max(0, len(text)-1000):])
	}
	took = time.Since(began)
	of, _ := c.asked.take()
	note, err = spent(cmd.Process.Pid)
	if err != nil {
		return 0, "", err
	}
	note += ", asked of the chain: " + told(of)
	if during != nil {
		err = during(ctx, z)
	}
	return took, note, err
}

// spent tells what a process has used so far: of the processor, and of memory now. Its workers are not counted.
func spent(pid int) (string, error) {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return "", err
	}
	_, rest, _ := strings.Cut(string(stat), ") ") // behind the name
	fields := strings.Fields(rest)
	if len(fields) < 13 {
		return "", errors.New("process has no times")
	}
	const ticks = 100 // a second, on every Linux this builds for
	user, err := strconv.ParseFloat(fields[11], 64)
	if err != nil {
		return "", err
	}
	system, err := strconv.ParseFloat(fields[12], 64)
	if err != nil {
		return "", err
	}
	m, err := readRSS(pid)
	return fmt.Sprintf("%.2f s of processor time, %.0f MB resident", (user+system)/ticks, m.total), err
}

// ready returns when all projects are loaded and joined and the node says that it is ready.
func (z *crowded) ready(ctx context.Context) error {
	all := strconv.Itoa(crowdSize)
	for {
		shows, err := z.get(ctx, "/metrics")
		if err == nil && gauge(shows, `sprout_node_project_files{state="loaded"}`) == all && gauge(shows, "sprout_p2p_projects") == all {
			if _, err = z.get(ctx, "/readyz"); err == nil {
				return nil
			}
		}
		if ctx.Err() != nil {
			return fmt.Errorf("%s of %s projects loaded, %s joined: %w", gauge(shows, `sprout_node_project_files{state="loaded"}`), all, gauge(shows, "sprout_p2p_projects"), errors.Join(err, ctx.Err()))
		}
		pause(ctx, 25*time.Millisecond)
	}
}

// follow counts what the znode asks of the chain while blocks come.
func (z *crowded) follow(ctx context.Context) (Result, error) {
	for range crowdWarm { // the registry learns how fast the chain is
		z.block(ctx)
	}
	z.asked.take()
	for range crowdBlocks {
		z.block(ctx)
	}
	of, sum := z.asked.take()
	following := float64(sum-of["eth_gasPrice"]-of["eth_getBalance"]-of["eth_getTransactionCount"]) / crowdBlocks
	r := figure("projects.calls", following, "calls/block", fmt.Sprintf("%d blocks, one every %s; %.2f with the look at the coins of its key, once a minute: %s",
		crowdBlocks, crowdPace, float64(sum)/crowdBlocks, told(of)))
	return r.against("≤ 1", following <= 1), ctx.Err()
}

// block makes one and gives the znode time for it.
func (z *crowded) block(ctx context.Context) {
	z.chain.Commit()
	pause(ctx, crowdPace)
}

// get returns a page of the znode's if it says 200.
func (z *crowded) get(ctx context.Context, path string) (string, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, z.ops+path, nil)
	if err != nil {
		return "", err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return "", err
	}
	defer resp.Body.Close() //nolint:errcheck // only read
	text, err := io.ReadAll(resp.Body)
	if err == nil && resp.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s", resp.Status, text)
	}
	return string(text), err
}

// gauge finds a metric's value on a page of them; "" if it is not there.
func gauge(page, name string) string {
	m := regexp.MustCompile(`(?m)^` + regexp.QuoteMeta(name) + ` (\S+)$`).FindStringSubmatch(page)
	if m == nil {
		return ""
	}
	return m[1]
}

// told lists counts by name.
func told(of map[string]int) string {
	var parts []string
	for _, name := range slices.Sorted(maps.Keys(of)) {
		parts = append(parts, fmt.Sprintf("%s %d", name, of[name]))
	}
	return strings.Join(parts, ", ")
}

func freePort(ctx context.Context) (string, error) {
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return l.Addr().String(), l.Close()
}
