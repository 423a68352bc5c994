package measure

import (
	"bytes"
	_ "embed"
	"fmt"
	"strings"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"
	"golang.org/x/text/language"
	"golang.org/x/text/message"

	"openmaf/internal/platform/fault"
)

//go:embed definition.schema.json
var schemaText []byte

// grammar is the JSON Schema of definitions, compiled once.
var grammar = sync.OnceValue(func() *jsonschema.Schema {
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(schemaText))
	if err != nil {
		panic(err) // it is ours, and a test reads it
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("definition.schema.json", doc); err != nil {
		panic(err)
	}
	return c.MustCompile("definition.schema.json")
})

// grammatical checks a file against the schema: a problem for each fault, with
// the path of the field.
func grammatical(data []byte) error {
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		return fault.New(fault.Invalid, "measure.not-json", fault.Args{"Why": err.Error()}).Because(err)
	}
	err = grammar().Validate(doc)
	wrong, ok := err.(*jsonschema.ValidationError)
	if !ok {
		return err
	}
	f := fault.New(fault.Invalid, "measure.grammar")
	tell(f, wrong)
	return f
}

// tell adds the innermost faults: what stands around them only repeats them.
func tell(f *fault.Error, e *jsonschema.ValidationError) {
	if len(e.Causes) > 0 {
		for _, c := range e.Causes {
			tell(f, c)
		}
		return
	}
	key, args := worded(e.ErrorKind)
	f.Field(fieldPath(e.InstanceLocation), key, args)
}

func worded(k jsonschema.ErrorKind) (string, fault.Args) {
	switch k := k.(type) {
	case *kind.Required:
		return "measure.grammar.required", fault.Args{"Fields": strings.Join(k.Missing, ", ")}
	case *kind.AdditionalProperties:
		return "measure.grammar.unknown", fault.Args{"Fields": strings.Join(k.Properties, ", ")}
	case *kind.Type:
		return "measure.grammar.type", fault.Args{"Want": strings.Join(k.Want, ", "), "Got": k.Got}
	case *kind.Enum:
		return "measure.grammar.enum", fault.Args{"Got": fmt.Sprint(k.Got), "Want": listed(k.Want)}
	case *kind.Const:
		return "measure.grammar.enum", fault.Args{"Got": fmt.Sprint(k.Got), "Want": fmt.Sprint(k.Want)}
	case *kind.MinItems, *kind.MinLength, *kind.MinProperties: // each of them asks for one
		return "measure.grammar.empty", nil
	case *kind.Pattern:
		return "measure.grammar.pattern", fault.Args{"Got": k.Got, "Want": k.Want}
	}
	return "measure.grammar.other", fault.Args{"Why": k.LocalizedString(message.NewPrinter(language.English))}
}

func listed(values []any) string {
	var all []string
	for _, v := range values {
		all = append(all, fmt.Sprint(v))
	}
	return strings.Join(all, ", ")
}

// fieldPath writes scoring.scores[0].of for a list of keys and indices.
func fieldPath(parts []string) string {
	var b strings.Builder
	for _, p := range parts {
		switch {
		case p != "" && strings.Trim(p, "0123456789") == "":
			fmt.Fprintf(&b, "[%s]", p)
		case b.Len() > 0:
			b.WriteString("." + p)
		default:
			b.WriteString(p)
		}
	}
	return b.String()
}
