package projectfile

import (
	"encoding/json"
	"fmt"

	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
)

// maxOutputs bounds the outputs of one version: each is delivered to for every task.
const maxOutputs = 16

// paramsField says which field of an output holds the parameters of its type.
// Stdout and settlement have none; another type that is not here means stdout.
var paramsField = map[string]string{
	project.OutputFile:     "file",
	project.OutputWebhook:  "webhook",
	project.OutputEthereum: "ethereum",
	project.OutputSolana:   "solana",
	project.OutputTextile:  "textile",
}

// required lists the string parameters without which an output cannot work.
var required = map[string][]string{
	project.OutputFile:     {"path"},
	project.OutputWebhook:  {"url"},
	project.OutputEthereum: {"contractAddress", "contractMethod", "contractAbiJSON"},
	project.OutputSolana:   {"chainEndpoint", "programID", "stateAccountPK"},
	project.OutputTextile:  {"vaultID"},
}

// optional lists the other string parameters; they are checked for their type.
var optional = map[string][]string{
	project.OutputWebhook:  {"secretEnv"},
	project.OutputEthereum: {"chainEndpoint", "receiverAddress", "numbers"},
}

func outputs(o *object) []project.Output {
	raw, ok := o.raw("output")
	if !ok {
		return []project.Output{{Type: project.OutputStdout}}
	}
	if raw[0] != '[' {
		return []project.Output{output(o.report, o.at("output"), raw)}
	}
	var list []json.RawMessage
	if err := json.Unmarshal(raw, &list); err != nil || len(list) == 0 || len(list) > maxOutputs {
		o.bad(o.at("output"), "has %d outputs, want 1 to %d", len(list), maxOutputs)
		return nil
	}
	outs := make([]project.Output, len(list))
	for i := range list {
		outs[i] = output(o.report, fmt.Sprintf("%s[%d]", o.at("output"), i), list[i])
	}
	return outs
}

func output(r *report, path string, raw json.RawMessage) project.Output {
	o, ok := r.newObject(path, raw)
	if !ok {
		return project.Output{Type: project.OutputStdout}
	}
	kind := o.str("type")
	// Files of 0.6 carry the empty objects of the types they do not use.
	for _, f := range paramsField {
		o.read[f] = true
	}
	o.done()
	if kind == project.OutputSettlement { // all that it needs stands on chain
		return project.Output{Type: kind}
	}
	field, known := paramsField[kind]
	if !known {
		if r.strict && kind != "" && kind != project.OutputStdout {
			o.bad(o.at("type"), "unknown output %q", clip(kind))
		}
		return project.Output{Type: project.OutputStdout}
	}
	params, ok := o.raw(field)
	if !ok {
		o.bad(o.at(field), "missing, needed by output type %s", kind)
		return project.Output{Type: kind}
	}
	if p, ok := o.object(field); ok {
		checkParams(p, kind)
	}
	return project.Output{Type: kind, Params: compact(params)}
}

func checkParams(p *object, kind string) {
	for _, name := range required[kind] {
		if p.str(name) == "" {
			p.bad(p.at(name), "missing, needed by output type %s", kind)
		}
	}
	for _, name := range optional[kind] {
		p.str(name)
	}
	if kind == project.OutputEthereum {
		for _, name := range []string{"contractAddress", "receiverAddress"} {
			s := p.str(name)
			if _, err := task.ParseAddress(s); s != "" && err != nil {
				p.bad(p.at(name), "is %q, want an address of 40 hexadecimal digits", clip(s))
			}
		}
	}
	p.done()
}
