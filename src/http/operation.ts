import { z } from '@hono/zod-openapi'
import type { Asked, Route } from '../server/route.ts'
import { type InputFault, InputInvalid } from './input-invalid.ts'
import { readJson } from './read-json.ts'

/** What programs send as it is, by media type: text and how large it may be is said in words. */
type Files = Readonly<Record<string, { readonly description: string }>>

/** What one address takes and gives, for its document and its tests. */
export interface Operation {
  readonly id: string
  readonly summary: string
  readonly description?: string
  readonly params: z.ZodObject
  readonly query: z.ZodObject
  readonly headers: z.ZodObject
  readonly body?: z.ZodType
  /** Taken in place of a JSON body. */
  readonly files?: Files
  readonly answer: z.ZodType
}

/** A route of the interface: it carries the schemas that its requests are read with. */
export interface ApiRoute extends Route {
  readonly operation: Operation
}

/** What was sent, read with the operation's schemas. */
export interface Input<P, Q, H, B> {
  readonly params: P
  readonly query: Q
  readonly headers: H
  /** Read when asked for: until then nothing of the body is. @throws AppError as {@link readJson}. */
  readonly body: () => Promise<B>
}

const nothing = z.strictObject({})

/** Makes a route of an operation: the input is read with its schemas, and the answer is JSON. */
export function operation<
  A extends z.ZodType,
  P extends z.ZodObject = typeof nothing,
  Q extends z.ZodObject = typeof nothing,
  H extends z.ZodObject = typeof nothing,
  B extends z.ZodType = z.ZodUndefined,
>(
  declared: Pick<Route, 'method' | 'access' | 'audit' | 'maxBytes' | 'streams'> &
    Pick<Operation, 'id' | 'summary' | 'description' | 'files'> & {
      /** Beneath `/api/v1`. */
      readonly path: string
      readonly params?: P
      readonly query?: Q
      readonly headers?: H
      readonly body?: B
      readonly answer: A
      /** Gives the answer, or a response of its own where it is no plain 200. */
      readonly give: (
        context: Asked,
        input: Input<z.output<P>, z.output<Q>, z.output<H>, z.output<B>>,
      ) => Promise<z.input<A> | Response>
    },
): ApiRoute {
  const { id, summary, description, files, body, answer, give, path, ...route } = declared
  const params = declared.params ?? (nothing as unknown as P)
  const query = declared.query ?? (nothing as unknown as Q)
  const headers = declared.headers ?? (nothing as unknown as H)
  return {
    method: route.method,
    access: route.access,
    audit: route.audit,
    ...(route.maxBytes !== undefined && { maxBytes: route.maxBytes }),
    ...(route.streams && { streams: true }),
    path: `/api/v1${path}`,
    operation: {
      id,
      summary,
      ...(description && { description }),
      params,
      query,
      headers,
      ...(body && { body }),
      ...(files && { files }),
      answer,
    },
    async handle(context) {
      const faults: InputFault[] = []
      const read = <S extends z.ZodObject>(schema: S, at: string, sent: unknown): z.output<S> =>
        readWith(schema, at, sent, faults) as z.output<S>
      const input = {
        params: read(params, 'path', context.req.param()),
        query: read(query, 'query', queryOf(context, faults)),
        headers: read(headers, 'header', headersOf(context, headers)),
        body: async () => {
          const sent = await readJson(context)
          const bodyFaults: InputFault[] = []
          const taken = readWith(body ?? z.undefined(), 'body', sent, bodyFaults)
          if (bodyFaults.length > 0) throw new InputInvalid(bodyFaults)
          return taken as z.output<B>
        },
      }
      if (faults.length > 0) throw new InputInvalid(faults)
      const given = await give(context, input)
      return given instanceof Response ? given : context.json(given as object)
    },
  }
}

function readWith(schema: z.ZodType, at: string, sent: unknown, faults: InputFault[]): unknown {
  const { success, data, error } = schema.safeParse(sent)
  if (success) return data
  for (const { path, message } of error.issues) {
    faults.push({ at: [at, ...path].map(String).join('.'), message })
  }
  return undefined
}

/** The query by name. What is given twice would be understood in one way here and in another elsewhere. */
function queryOf(context: Asked, faults: InputFault[]): Record<string, string> {
  const single: Record<string, string> = {}
  for (const [name, values] of Object.entries(context.req.queries())) {
    if (values.length > 1) faults.push({ at: `query.${name}`, message: 'expected once' })
    single[name] = values[0] ?? ''
  }
  return single
}

/** Only those that are declared: requests carry many more. */
function headersOf(context: Asked, { shape }: z.ZodObject): Record<string, string | undefined> {
  return Object.fromEntries(Object.keys(shape).map((name) => [name, context.req.header(name)]))
}
