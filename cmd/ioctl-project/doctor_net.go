package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/multiformats/go-multiaddr"
	manet "github.com/multiformats/go-multiaddr/net"
	"golang.org/x/sys/unix"

	"github.com/machinefi/sprout/cmd/enode/client"
	"github.com/machinefi/sprout/internal/ipfs"
)

// nodeInfo asks the enode who it is, and returns how far its clock is ahead.
func (p *patient) nodeInfo(ctx context.Context) (client.NodeConfig, time.Duration, error) {
	var info client.NodeConfig
	if p.c.String("ws-endpoint") == "" {
		return info, 0, fmt.Errorf("%w: no enode is named (--ws-endpoint)", errSkipped)
	}
	cl, err := enode(p.c)
	if err != nil {
		return info, 0, err
	}
	began := time.Now()
	resp, err := cl.GetConfig(ctx)
	if err != nil {
		return info, 0, fmt.Errorf("ask enode: %w", err)
	}
	middle := began.Add(time.Since(began) / 2)
	date, derr := http.ParseTime(resp.Header.Get("Date"))
	if err := read(resp, nil, &info); err != nil {
		return info, 0, err
	}
	if derr != nil {
		return info, 0, nil //nolint:nilerr // a proxy may leave it out
	}
	return info, date.Sub(middle.Truncate(time.Second)), nil // the header has whole seconds, cut off
}

func (p *patient) enodeClock(ctx context.Context) (time.Duration, error) {
	_, off, err := p.nodeInfo(ctx)
	return off, err
}

func checkEnode(ctx context.Context, p *patient) finding {
	info, _, err := p.nodeInfo(ctx)
	if f, ok := skipped(err); ok {
		return f
	}
	if err != nil {
		return found(checkFailed, "does it run, and is that its address?", "%s", err)
	}
	endpoint := p.c.String("ws-endpoint")
	text := endpoint + " answers"
	if info.Version != nil {
		text += ", version " + *info.Version
	}
	if want, err := p.wantChain(); err == nil && want != 0 && info.ChainID != nil && *info.ChainID != want {
		return found(checkFailed, "is it the enode of this network?", "%s, but is of chain %d, wanted is %d", text, *info.ChainID, want)
	}
	if err := ready(ctx, endpoint); err != nil {
		return found(checkWarning, "its log says more", "%s, but is not ready: %s", text, err)
	}
	return fine("%s", text)
}

// ready asks for the node's own opinion. One behind a proxy may have none.
func ready(ctx context.Context, endpoint string) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, strings.TrimSuffix(endpoint, "/")+"/readyz", nil)
	if err != nil {
		return err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close() //nolint:errcheck // only its status counts
	if resp.StatusCode == http.StatusServiceUnavailable {
		return fmt.Errorf("GET /readyz answers %s", resp.Status)
	}
	return nil
}

// checkReach dials what must be reached, and what others say they are reached at.
func checkReach(ctx context.Context, p *patient) finding {
	wanted := p.c.StringSlice("reach")
	told := tcpAddrs(p.node.Bootstrap)
	if info, _, err := p.nodeInfo(ctx); err == nil && info.Peers != nil {
		told = append(told, tcpAddrs(*info.Peers)...)
	}
	if len(wanted)+len(told) == 0 {
		return notChecked("no peer is named (--reach, bootstrap), and no enode tells its addresses")
	}
	reached, not := knock(ctx, wanted)
	if len(not) > 0 {
		return found(checkFailed, "is there a firewall between, and does somebody listen there?", "not reached: %s", strings.Join(not, ", "))
	}
	// A peer tells addresses that only its neighbours reach, too: one is enough.
	more, unreached := knock(ctx, told)
	reached = append(reached, more...)
	if len(reached) == 0 {
		return found(checkFailed, "is there a firewall between, and does the peer run?", "not reached: %s", strings.Join(unreached, ", "))
	}
	text := "reached from here: " + strings.Join(reached, ", ")
	if len(unreached) > 0 {
		text += "; not: " + strings.Join(unreached, ", ")
	}
	return fine("%s", text)
}

// knock tries to connect to each host:port.
func knock(ctx context.Context, list []string) (reached, not []string) {
	dialer := net.Dialer{Timeout: 3 * time.Second}
	for _, at := range list {
		conn, err := dialer.DialContext(ctx, "tcp", at)
		if err != nil {
			not = append(not, fmt.Sprintf("%s (%s)", at, cause(err)))
			continue
		}
		_ = conn.Close()
		reached = append(reached, at)
	}
	return reached, not
}

func cause(err error) error {
	var op *net.OpError
	if errors.As(err, &op) {
		return op.Err
	}
	return err
}

// tcpAddrs are the host:ports of multiaddrs that are TCP's.
func tcpAddrs(list []string) (out []string) {
	for _, text := range list {
		m, err := multiaddr.NewMultiaddr(text)
		if err != nil {
			continue
		}
		if network, at, err := manet.DialArgs(m); err == nil && strings.HasPrefix(network, "tcp") && !strings.HasSuffix(at, ":0") {
			out = append(out, at)
		}
	}
	return out
}

// checkPorts tries to listen where the node will.
func checkPorts(ctx context.Context, p *patient) finding {
	listens := append(tcpAddrs(p.node.Listen), p.listens...)
	if p.kind == "" {
		return notChecked("no node is named: say --for enode or --for znode")
	}
	if len(listens) == 0 {
		return notChecked("no fixed port is set to listen on")
	}
	var free, taken []string
	for _, at := range listens {
		l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", at)
		switch {
		case err == nil:
			_ = l.Close()
			free = append(free, at)
		case errors.Is(err, unix.EADDRINUSE):
			taken = append(taken, at)
		default:
			return found(checkFailed, "", "%s: %s", at, cause(err))
		}
	}
	switch {
	case len(taken) == 0:
		return fine("free: %s", strings.Join(free, ", "))
	case p.running():
		return fine("the %s runs and has %s", p.kind, strings.Join(taken, ", "))
	default:
		return found(checkFailed, "stop what listens there, or choose other ports", "in use by another program: %s", strings.Join(taken, ", "))
	}
}

// running tells whether a node works in the data directory.
func (p *patient) running() bool {
	f, err := os.Open(filepath.Join(p.node.DataDir, "lock"))
	if err != nil {
		return false
	}
	defer f.Close() //nolint:errcheck // only read from
	return errors.Is(unix.Flock(int(f.Fd()), unix.LOCK_SH|unix.LOCK_NB), unix.EWOULDBLOCK)
}

// checkIPFS sends a few bytes there and back.
func checkIPFS(ctx context.Context, p *patient) finding {
	endpoint, gateway, cid := p.c.String("ipfs-endpoint"), p.c.String("ipfs-gateway"), p.c.String("ipfs-cid")
	switch {
	case endpoint == "" && gateway == "":
		return notChecked("no IPFS endpoint and no gateway is named (--ipfs-endpoint, --ipfs-gateway)")
	case endpoint == "" && cid == "":
		return notChecked("a gateway alone is asked for content that it must have: say --ipfs-cid")
	}
	began := time.Now()
	if endpoint != "" {
		data := make([]byte, 32)
		_, _ = rand.Read(data) // it never fails
		got, err := ipfs.NewKubo(endpoint, http.DefaultClient).Add(ctx, "sprout-doctor", data, ipfs.FormatV1, nil)
		if err != nil {
			return found(checkFailed, "is that the RPC of an IPFS node, and may you use it?", "%s", err)
		}
		if gateway == "" {
			return fine("a file was added in %s", short(time.Since(began)))
		}
		if cid == "" {
			cid = got
		}
	}
	_, err := fetchCID(ctx, gateway, cid)
	if own := p.c.String("ipfs-cid") == ""; own && errors.Is(err, errNotThere) {
		// Gateways of nodes serve what their node keeps, and fetch nothing for strangers.
		return fine("a file was added at %s; %s answers, and has only what its node keeps: say --ipfs-cid to look for that", endpoint, gateway)
	}
	if err != nil {
		return found(checkFailed, "does the gateway reach the node that has it?", "%s: %s", cid, err)
	}
	return fine("%s has %s, after %s", gateway, cid, short(time.Since(began)))
}
