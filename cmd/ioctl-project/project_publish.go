package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/libp2p/go-libp2p"
	"github.com/libp2p/go-libp2p/core/host"
	"github.com/urfave/cli/v2"

	"github.com/machinefi/sprout/internal/ipfs"
	"github.com/machinefi/sprout/project/projectfile"
	"github.com/machinefi/sprout/task"
)

// maxProjectFile bounds what is read as a project file, in bytes.
const maxProjectFile = 256 << 20

// publishFlags say where a project file goes.
func publishFlags(more ...cli.Flag) []cli.Flag {
	return append([]cli.Flag{
		settingFlag("ipfs-endpoint"), settingFlag("ipfs-gateway"),
		&cli.IntFlag{Name: "cid-version", Value: 1, Usage: "1, or 0 as Sprout 0.6 published"},
		&cli.StringFlag{Name: "pinning-service", EnvVars: []string{"SPROUT_PINNING_SERVICE"}, Usage: "have the service at this `URL` keep the file, too (IPFS Pinning Service API)"},
		&cli.StringFlag{Name: "pinning-token-file", Usage: "`file` whose first line is the token for that service"},
		&cli.StringFlag{Name: "pinning-token-env", Value: "SPROUT_PINNING_TOKEN", Usage: "`name` of an environment variable that holds the token"},
	}, more...)
}

func projectPublishCommand() *cli.Command {
	return &cli.Command{
		Name: "publish", Usage: "put a project file on IPFS", ArgsUsage: "FILE",
		UsageText: "ioctl-project project publish --ipfs-endpoint http://127.0.0.1:5001 project.json",
		Description: "The file is added and pinned at the IPFS endpoint, and pinned at the pinning service; one of them is enough. Without an\n" +
			"endpoint this tool offers the file itself until the service has it. The CID is the one that Kubo prints for the same\n" +
			"file: ipfs add --cid-version=1. With a gateway, the file is read back from there.",
		Flags: publishFlags(jsonFlag(), &cli.DurationFlag{Name: "timeout", Value: 5 * time.Minute, Usage: "most time until all have the file"}),
		Action: func(c *cli.Context) error {
			if c.NArg() != 1 {
				return fmt.Errorf("%w: want one project file", errUsage)
			}
			file, err := readProjectFile(c.Args().First(), "")
			if err != nil {
				return err
			}
			ctx, cancel := context.WithTimeout(c.Context, c.Duration("timeout"))
			defer cancel()
			p, err := publish(ctx, c, c.Args().First(), file)
			if err != nil {
				return err
			}
			return show(c, p, p.text)
		},
	}
}

// publishedFile is what a contract has to know of a project file, and who keeps it.
type publishedFile struct {
	published
	URI     string `json:"uri"`
	Node    bool   `json:"node"`    // the IPFS endpoint keeps it
	Service bool   `json:"service"` // the pinning service keeps it
	// Gateway says whether the gateway gave the file back, which may take it a while; absent if it was not asked.
	Gateway *bool `json:"gateway,omitempty"`
}

func (p *publishedFile) text() string {
	var where []string
	if p.Node {
		where = append(where, "the IPFS node")
	}
	if p.Service {
		where = append(where, "the pinning service")
	}
	text := fmt.Sprintf("%s, %d bytes, is kept by %s\nuri     %s\nsha256  %s\ncid     %s", p.File, p.Size, strings.Join(where, " and "), p.URI, p.Hash, p.CID)
	if p.Gateway != nil {
		text += map[bool]string{true: "\nthe gateway has it", false: "\nthe gateway does not have it yet"}[*p.Gateway]
	}
	return text
}

// readProjectFile reads a project file that nodes could serve, and whose SHA-256 is the one that is said, if one is.
func readProjectFile(path, hash string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errUsage, err)
	}
	if info.Size() > maxProjectFile {
		return nil, fmt.Errorf("%w: %s has %d bytes, limit %d", errRefused, path, info.Size(), maxProjectFile)
	}
	file, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errUsage, err)
	}
	if _, err := projectfile.Parse(file); err != nil {
		return nil, task.WithHint(fmt.Errorf("%w: %w", errRefused, err), "no node would serve that file; ioctl-project project validate tells more")
	}
	if hash == "" {
		return file, nil
	}
	want, err := task.ParseDigest(hash)
	if err != nil {
		return nil, fmt.Errorf("%w: --project-config-hash: %w", errUsage, err)
	}
	if got := projectfile.Hash(file); got != want {
		return nil, fmt.Errorf("%w: %s has SHA-256 %s, not %s", errRefused, path, got, want)
	}
	return file, nil
}

// publish puts a file where its flags say.
func publish(ctx context.Context, c *cli.Context, path string, file []byte) (*publishedFile, error) {
	format, err := formatFlag(c)
	if err != nil {
		return nil, err
	}
	endpoint, service := c.String("ipfs-endpoint"), c.String("pinning-service")
	if endpoint == "" && service == "" {
		return nil, task.WithHint(fmt.Errorf("%w: --ipfs-endpoint is missing", errUsage),
			"name the RPC of a Kubo node, often http://127.0.0.1:5001, or a --pinning-service")
	}
	p := &publishedFile{published: published{File: path, Hash: projectfile.Hash(file).String(), Size: len(file)}}
	if p.CID, err = ipfs.CID(file, format); err != nil {
		return nil, err
	}
	p.URI = "ipfs://" + p.CID
	live := newLive(os.Stderr)
	defer live.close()
	var kubo *ipfs.Kubo
	if endpoint != "" {
		if endpoint, err = ipfsURL(endpoint); err != nil {
			return nil, fmt.Errorf("%w: --ipfs-endpoint: %w", errUsage, err)
		}
		kubo = ipfs.NewKubo(endpoint, http.DefaultClient)
		if _, err := kubo.Add(ctx, filepath.Base(path), file, format, upload(live)); err != nil {
			return nil, task.WithHint(err, "is --ipfs-endpoint the RPC of a Kubo node? its gateway takes no files")
		}
		p.Node = true
		p.URI = uriAt(endpoint, p.CID)
	}
	if service != "" {
		if err := pinAt(ctx, c, live, kubo, p, file, format); err != nil {
			return nil, err
		}
		p.Service = true
	}
	p.Gateway = seenAt(ctx, c.String("ipfs-gateway"), p.CID, len(file))
	return p, nil
}

func formatFlag(c *cli.Context) (ipfs.Format, error) {
	switch v := c.Int("cid-version"); v {
	case 1:
		return ipfs.FormatV1, nil
	case 0:
		return ipfs.FormatV0, nil
	default:
		return 0, fmt.Errorf("%w: --cid-version is %d, want 0 or 1", errUsage, v)
	}
}

// uriAt names the host of a node that others can ask, as Sprout 0.6 did, and no host where they cannot.
func uriAt(endpoint, cid string) string {
	u, err := url.Parse(endpoint)
	if err != nil || u.Port() != "" || !strings.Contains(u.Hostname(), ".") || strings.Trim(u.Hostname(), "0123456789.") == "" {
		return "ipfs://" + cid
	}
	return "ipfs://" + u.Hostname() + "/" + cid
}

// upload shows how much is on its way, where that takes long enough to be seen.
func upload(live *live) func(done, total int64) {
	shown, start := int64(0), time.Now()
	return func(done, total int64) {
		percent := done * 100 / max(total, 1)
		live.show("%s %d of %d bytes sent", bar(done, total), done, total)
		if !live.tty && percent/10 > shown/10 && time.Since(start) > time.Second {
			live.say("%d %% of %d bytes sent", percent, total)
			shown = percent
		}
	}
}

// pinAt has the pinning service keep the file. Who has it is the IPFS node, or else this tool, for as long as it takes.
func pinAt(ctx context.Context, c *cli.Context, live *live, kubo *ipfs.Kubo, p *publishedFile, file []byte, format ipfs.Format) error {
	if err := checkURL(c.String("pinning-service")); err != nil {
		return fmt.Errorf("%w: --pinning-service: %w", errUsage, err)
	}
	token, err := pinningToken(c)
	if err != nil {
		return err
	}
	var origins []string
	var delegates func([]string)
	if kubo != nil {
		if origins, err = kubo.Addresses(ctx); err != nil {
			live.say("%s", err) // the service may find the file all the same
		}
	} else {
		o, err := offer(ctx, file, format)
		if err != nil {
			return err
		}
		defer o.close()
		origins = o.addresses()
		delegates = func(theirs []string) {
			if err := ipfs.Connect(ctx, o.host, theirs); err != nil {
				live.say("no node of the pinning service could be reached: %s", err)
			}
		}
	}
	service := ipfs.NewPinningService(c.String("pinning-service"), token, &http.Client{Timeout: time.Minute}, 0)
	err = service.Pin(ctx, p.CID, filepath.Base(p.File), origins, delegates, func(state string) { live.say("pinning service: %s", state) })
	if err != nil {
		return task.WithHint(err, "can the service reach an IPFS node that has the file?")
	}
	return nil
}

func pinningToken(c *cli.Context) (string, error) {
	if path := c.String("pinning-token-file"); path != "" {
		b, err := os.ReadFile(path)
		if err != nil {
			return "", fmt.Errorf("%w: --pinning-token-file: %w", errUsage, err)
		}
		line, _, _ := strings.Cut(string(b), "\n")
		return strings.TrimSpace(line), nil
	}
	if token := os.Getenv(c.String("pinning-token-env")); token != "" {
		return token, nil
	}
	return "", task.WithHint(fmt.Errorf("%w: no token for the pinning service", errUsage), "name its file with --pinning-token-file, or its variable with --pinning-token-env")
}

// seenAt reads the file's beginning back from a gateway; nil if there is none to ask.
func seenAt(ctx context.Context, gateway, cid string, size int) *bool {
	if gateway == "" {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	there := false
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, strings.TrimRight(gateway, "/")+"/ipfs/"+cid, nil)
	if err != nil {
		return &there
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return &there
	}
	defer resp.Body.Close() //nolint:errcheck // only read from
	b, err := io.ReadAll(io.LimitReader(resp.Body, int64(size)+1))
	if err != nil || resp.StatusCode != http.StatusOK {
		return &there
	}
	for _, f := range []ipfs.Format{ipfs.FormatV1, ipfs.FormatV0} {
		if got, err := ipfs.CID(b, f); err == nil && got == cid {
			there = true
		}
	}
	return &there
}

// offering is an IPFS node in this process that has one file.
type offering struct {
	dir  string
	host host.Host
	node *ipfs.Node
}

// offer makes one.
func offer(ctx context.Context, file []byte, format ipfs.Format) (o *offering, err error) {
	o = &offering{}
	defer func() {
		if err != nil {
			o.close()
		}
	}()
	if o.dir, err = os.MkdirTemp("", "sprout-publish-"); err != nil {
		return nil, fmt.Errorf("offer the file: %w", err)
	}
	if o.host, err = libp2p.New(libp2p.DisableMetrics()); err != nil {
		return nil, fmt.Errorf("offer the file: %w", err)
	}
	cfg := ipfs.DefaultConfig(o.dir)
	cfg.Host = o.host
	if o.node, err = ipfs.New(ctx, cfg); err != nil {
		return nil, fmt.Errorf("offer the file: %w", err)
	}
	_, err = o.node.AddReader(ctx, bytes.NewReader(file), format)
	return o, err
}

func (o *offering) addresses() []string {
	var all []string
	for _, a := range o.host.Addrs() {
		all = append(all, a.String()+"/p2p/"+o.host.ID().String())
	}
	return all
}

func (o *offering) close() {
	var errs []error
	if o.node != nil {
		errs = append(errs, o.node.Close())
	}
	if o.host != nil {
		errs = append(errs, o.host.Close())
	}
	if err := errors.Join(append(errs, os.RemoveAll(o.dir))...); err != nil {
		fmt.Fprintf(os.Stderr, "take the offered file away: %s\n", err)
	}
}

// readPublished reads what project publish --json printed; "-" is standard input.
func readPublished(path string) (*publishedFile, error) {
	in := os.Stdin
	if path != "-" {
		f, err := os.Open(path)
		if err != nil {
			return nil, fmt.Errorf("%w: %w", errUsage, err)
		}
		defer f.Close() //nolint:errcheck // only read from
		in = f
	}
	var p publishedFile
	if err := json.NewDecoder(io.LimitReader(in, 1<<20)).Decode(&p); err != nil {
		return nil, fmt.Errorf("%w: read %s: %w", errUsage, path, err)
	}
	if p.URI == "" || p.Hash == "" {
		return nil, task.WithHint(fmt.Errorf("%w: %s does not name a published file", errUsage, path), "it is what project publish --json prints")
	}
	return &p, nil
}
