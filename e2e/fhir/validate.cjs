// Reads a list of FHIR R4 resources on standard input and writes what is wrong
// with each: a list of {valid, messages}. Node looks for the validator in
// NODE_PATH.
const { Fhir } = require('fhir')

const fhir = new Fhir()
const resources = JSON.parse(require('node:fs').readFileSync(0, 'utf8'))
console.log(JSON.stringify(resources.map((r) => fhir.validate(r, { errorOnUnexpected: true }))))
