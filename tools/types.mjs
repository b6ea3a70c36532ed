// The web's types, from the OpenAPI document that the route tables make:
//   lien openapi | node tools/types.mjs > web/src/lib/api.gen.ts
// Each named shape becomes an interface; Paths says, for each path and method, what goes in and comes out.
import { readFileSync } from 'node:fs'

const METHODS = ['get', 'post', 'put', 'patch', 'delete']

/** "#/components/schemas/Person" → "Person" */
const nameOf = (reference) => reference.slice(reference.lastIndexOf('/') + 1)

const quoted = (text) => `'${text.replace(/\\/g, '\\\\').replace(/'/g, "\\'")}'`

const propertyName = (name) => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : quoted(name))

function union(types) {
  return [...new Set(types)].join(' | ')
}

function plainType(word, schema) {
  switch (word) {
    case 'string':
      return 'string'
    case 'integer':
    case 'number':
      return 'number'
    case 'boolean':
      return 'boolean'
    case 'null':
      return 'null'
    case 'array':
      return arrayType(typeOf(schema.items))
    case 'object':
      return schema.properties ? objectType(schema, '') : 'Record<string, unknown>'
    default:
      throw new Error(`no type for '${word}'`)
  }
}

const arrayType = (item) => (/ \| /.test(item) ? `(${item})[]` : `${item}[]`)

function typeOf(schema) {
  if (schema.$ref) return nameOf(schema.$ref)
  if (schema.anyOf) return union(schema.anyOf.map(typeOf))
  if (schema.enum) return union(schema.enum.map((choice) => (choice === null ? 'null' : quoted(choice))))
  if (!schema.type) return 'unknown'
  return union([schema.type].flat().map((word) => plainType(word, schema)))
}

/** Properties one a line, required ones without '?'. */
function properties(schema, indent) {
  const required = new Set(schema.required ?? [])
  return Object.entries(schema.properties ?? {}).map(([name, property]) => {
    const comment = property.description ? `${indent}/** ${property.description} */\n` : ''
    return `${comment}${indent}${propertyName(name)}${required.has(name) ? '' : '?'}: ${typeOf(property)}\n`
  }).join('')
}

function objectType(schema, indent) {
  const inside = properties(schema, `${indent}  `)
  return inside ? `{\n${inside}${indent}}` : 'Record<string, never>'
}

/** {items, next} is a page of something. */
function replyType(schema) {
  const items = schema?.properties?.items?.items
  if (items && schema.properties.next) return `Page<${typeOf(items)}>`
  return schema ? typeOf(schema) : 'undefined'
}

function contentOf(content) {
  return content?.['application/json']?.schema
}

function bodyType(operation) {
  const content = operation.requestBody?.content
  if (!content) return 'undefined'
  if (content['application/octet-stream']) return 'Blob'
  const schema = contentOf(content) ?? content['application/x-www-form-urlencoded']?.schema
  return schema ? typeOf(schema) : 'undefined'
}

function parametersType(operation, where) {
  const parameters = (operation.parameters ?? []).filter((parameter) => parameter.in === where)
  const schema = {
    properties: Object.fromEntries(parameters.map((p) => [p.name, { ...p.schema, description: p.description }])),
    required: parameters.filter((p) => p.required).map((p) => p.name),
  }
  return objectType(schema, '      ')
}

function operationType(method, operation) {
  const reply = contentOf(operation.responses?.['2XX']?.content)
  return `    /** ${operation.summary} (right: ${operation['x-right']}) */\n` +
    `    ${method.toUpperCase()}: {\n` +
    `      path: ${parametersType(operation, 'path')}\n` +
    `      query: ${parametersType(operation, 'query')}\n` +
    `      body: ${bodyType(operation)}\n` +
    `      reply: ${replyType(reply)}\n` +
    '    }\n'
}

function pathType([path, operations]) {
  const methods = METHODS.filter((method) => operations[method])
  return `  ${quoted(path)}: {\n${methods.map((method) => operationType(method, operations[method])).join('')}  }\n`
}

function interfaceType([name, schema]) {
  return `export interface ${name} {\n${properties(schema, '  ')}}\n`
}

const document = JSON.parse(readFileSync(0, 'utf8'))
const byName = ([a], [b]) => (a < b ? -1 : 1)

process.stdout.write([
  '// Made by tools/types.mjs from the route tables: `make generated`. Not written by hand.\n',
  '/** A page of a list; next is the cursor of the following one. */\n' +
    'export interface Page<T> {\n  items: T[]\n  next: string | null\n}\n',
  ...Object.entries(document.components.schemas).sort(byName).map(interfaceType),
  `export interface Paths {\n${Object.entries(document.paths).sort(byName).map(pathType).join('')}}\n`,
].join('\n'))
