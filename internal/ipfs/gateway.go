package ipfs

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strings"
	"time"

	blocks "github.com/ipfs/go-block-format"
	"github.com/ipfs/go-cid"
	ipld "github.com/ipfs/go-ipld-format"
)

const (
	rawBlock       = "application/vnd.ipld.raw"
	gatewayTimeout = 30 * time.Second // for one block of one gateway
)

// gateways fetch single blocks over HTTP (the trustless gateway specification)
// and believe nothing that does not have the hash asked for.
type gateways struct {
	bases  []string
	client *http.Client
}

func newGateways(bases []string) *gateways {
	if len(bases) == 0 {
		return nil
	}
	g := &gateways{client: &http.Client{
		Timeout: gatewayTimeout,
		Transport: &http.Transport{
			Proxy: http.ProxyFromEnvironment, MaxIdleConnsPerHost: 4, MaxConnsPerHost: 16,
			IdleConnTimeout: time.Minute, ResponseHeaderTimeout: gatewayTimeout, ForceAttemptHTTP2: true,
		},
	}}
	for _, b := range bases {
		if u, err := gatewayURL(b); err == nil { // Validate has refused the others
			g.bases = append(g.bases, strings.TrimRight(u.String(), "/"))
		}
	}
	return g
}

// gatewayURL reads a gateway's base URL; a bare host, as IPFS_ENDPOINT of Sprout
// 0.6 had it, is asked by https.
func gatewayURL(s string) (*url.URL, error) {
	if !strings.Contains(s, "://") {
		s = "https://" + s
	}
	u, err := url.Parse(s)
	if err != nil {
		return nil, err
	}
	if (u.Scheme != "http" && u.Scheme != "https") || u.Hostname() == "" || u.RawQuery != "" || u.Fragment != "" {
		return nil, errors.New("want the http(s) URL of a host")
	}
	return u, nil
}

func (g *gateways) close() { g.client.CloseIdleConnections() }

// block asks the gateways one after the other, in random order to share the load.
func (g *gateways) block(ctx context.Context, c cid.Cid) (blocks.Block, error) {
	var errs []error
	for _, i := range rand.Perm(len(g.bases)) {
		b, err := g.one(ctx, g.bases[i], c)
		if err == nil {
			return b, nil
		}
		errs = append(errs, fmt.Errorf("gateway %s: %w", gatewayHost(g.bases[i]), err))
		if ctx.Err() != nil {
			break
		}
	}
	return nil, errors.Join(errs...)
}

// gatewayHost is what may be told of a gateway: the rest of its URL may hold credentials.
func gatewayHost(base string) string {
	u, err := url.Parse(base)
	if err != nil {
		return "(not a URL)"
	}
	return u.Host
}

// one asks the gateway at base and, because endpoints of Sprout 0.6 were Kubo's
// RPC and may still be, that interface when there is no gateway.
func (g *gateways) one(ctx context.Context, base string, c cid.Cid) (blocks.Block, error) {
	b, err := g.ask(ctx, http.MethodGet, base+"/ipfs/"+c.String()+"?format=raw", c)
	if err == nil || ctx.Err() != nil {
		return b, err
	}
	b, rpcErr := g.ask(ctx, http.MethodPost, base+"/api/v0/block/get?arg="+c.String(), c)
	if rpcErr != nil {
		return nil, err // of the interface that ought to be there
	}
	return b, nil
}

func (g *gateways) ask(ctx context.Context, method, address string, c cid.Cid) (blocks.Block, error) {
	req, err := http.NewRequestWithContext(ctx, method, address, nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Accept", rawBlock)
	resp, err := g.client.Do(req)
	if ue := (*url.Error)(nil); errors.As(err, &ue) {
		return nil, ue.Err // without the URL, which may hold credentials
	}
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	if resp.StatusCode == http.StatusNotFound {
		return nil, ipld.ErrNotFound{Cid: c}
	}
	if resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("answered %s", resp.Status)
	}
	data, err := io.ReadAll(io.LimitReader(resp.Body, maxBlock+1))
	if err != nil {
		return nil, err
	}
	if len(data) > maxBlock {
		return nil, fmt.Errorf("%w: a block of more than %d bytes", ErrTooLarge, maxBlock)
	}
	if err := Verify(c, data); err != nil {
		return nil, err
	}
	return blocks.NewBlockWithCid(data, c)
}
