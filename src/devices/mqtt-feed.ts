import { connect, type IClientOptions, type MqttClient } from 'mqtt'
import type { HeldReports } from '../app/live/held-reports.ts'
import type { MqttConfig } from '../devices-config.ts'
import type { DeviceReport } from '../domain/device-report.ts'
import { AppError } from '../domain/errors.ts'
import { readMqttMessage } from '../ingest/mqtt-message.ts'
import type { WayIn } from './way-in.ts'

const TOPICS = ['whereabouts/+/reports', 'owntracks/#']
/** What the broker may send before it is acknowledged. */
const MOST_UNACKNOWLEDGED = 1000
const LARGEST_MESSAGE_BYTES = 4 * 1024 * 1024
/** For ever, as far as the protocol goes: what comes while the platform is down waits at the broker. */
const SESSION_KEPT_SECONDS = 0xffffffff
const AGAIN_AFTER_MS = 2000

/** What a broker is told of a message that is in our hands, by the protocol's numbers. */
const TAKEN = 0
/** And of one that is not, and would not be a second time: it keeps it no longer, and writes down why. */
const FAILED = 131
const NOT_AUTHORISED = 135
const QUOTA_EXCEEDED = 151
/** What is told of it; nothing where it is to come again. */
type Answer = number | undefined

/** A broker's messages, while it is open. */
export interface MqttFeed {
  close(): Promise<void>
}

/** What the client's own packets go through. */
interface Sends {
  _sendPacket(
    packet: { cmd: string; messageId?: number; reasonCode?: number },
    done?: () => void,
    ...more: unknown[]
  ): void
}

/**
 * Takes what devices publish at a broker, and acknowledges each message once it is durable: what was not is sent again.
 * A device that says more than it may is slowed: its surplus is held on disk, and what has no room there is refused openly.
 * It connects, and connects again, by itself. Whose a message is, its topic says, which the broker holds devices to.
 *
 * @param told of the connection: that it is there, or why it is not.
 */
export function openMqtt(
  config: MqttConfig,
  { letIn, limits, reports, held }: WayIn & { readonly held: HeldReports },
  told: (line: string) => void,
): MqttFeed {
  const client = connect(config.url, optionsOf(config))
  const taking = new Map<number, Promise<Answer>>()
  /** Which connection it is: a number of an earlier one is not acknowledged on this. */
  let connection = 0
  let closing = false
  let said = ''
  const tell = (line: string) => {
    if (line !== said) told(line)
    said = line
  }

  /** Acknowledged in the order they came, as the protocol has it; behind one that is not, none is. */
  let before: Promise<Answer> = Promise.resolve(TAKEN)
  acknowledgeTaken(client, (messageId) => {
    const of = connection
    const taken = taking.get(messageId) ?? TAKEN
    before = Promise.all([before, taken]).then(([earlier, answer]) =>
      earlier === undefined || of !== connection ? undefined : answer,
    )
    void before.then((answer) => answer !== undefined && taking.delete(messageId))
    return before
  })
  client.on('message', (topic, payload, { messageId }) => {
    const taken = take(topic, payload)
    if (messageId !== undefined) taking.set(messageId, taken)
  })
  client.on('connect', () => {
    connection++
    taking.clear()
    before = Promise.resolve(TAKEN)
    client.subscribe(TOPICS, { qos: 1, rh: 1 }, (error) => {
      tell(
        error
          ? `Cannot subscribe at ${config.url}: ${error.message}`
          : `Connected to ${config.url}`,
      )
    })
  })
  client.on('error', (error) => tell(`Cannot connect to ${config.url}: ${error.message}`))
  client.on('close', () => {
    if (!closing) tell(`Not connected to ${config.url}`)
  })

  async function take(topic: string, payload: Uint8Array): Promise<Answer> {
    const receivedAt = Date.now()
    const [, deviceId] = topic.split('/')
    const refused = (reason: string) =>
      reports.refuse({ feed: 'mqtt', deviceId, receivedAt, reason })
    if (deviceId === undefined || !letIn.isLetIn(deviceId)) {
      // Whoever is not known may not fill what people look at.
      if (await limits.refuse(deviceId ?? topic)) refused('It is not let in')
      return NOT_AUTHORISED
    }
    try {
      const report = readMqttMessage(topic, payload, { deviceId, feed: 'mqtt', receivedAt })
      const isOurs = !report || (await isTaken(report)) || (await held.hold(report))
      return isOurs ? TAKEN : QUOTA_EXCEEDED
    } catch (error) {
      tell(error instanceof Error ? error.message : String(error))
      if (error instanceof AppError && error.code === 'STORE_UNAVAILABLE') {
        sendAgain()
        return undefined
      }
      refused('The server failed on it')
      return FAILED
    }
  }

  /** @returns whether it is durable; where not, its device says more than it may. @throws AppError STORE_UNAVAILABLE. */
  async function isTaken(report: DeviceReport): Promise<boolean> {
    if (!(await limits.mayTakeNow(report.deviceId))) return false
    try {
      await reports.take(report)
      return true
    } catch (error) {
      if (error instanceof AppError && error.code === 'TOO_MANY_REQUESTS') return false
      throw error
    }
  }

  /** A broker sends again what was not acknowledged when the connection is a new one, and not before. */
  function sendAgain(): void {
    const of = connection
    setTimeout(() => {
      if (of === connection && !closing) client.stream.destroy()
    }, AGAIN_AFTER_MS).unref()
  }

  return {
    async close() {
      closing = true
      await Promise.allSettled(taking.values())
      await client.endAsync()
    },
  }
}

/**
 * The library acknowledges a message before it looks at the next. Waiting for the disk there would be one message a
 * write; so the next is looked at at once, and only the acknowledgement waits.
 */
function acknowledgeTaken(client: MqttClient, taken: (messageId: number) => Promise<Answer>): void {
  const sends = client as unknown as Sends
  const send = sends._sendPacket.bind(client)
  sends._sendPacket = (packet, done, ...more) => {
    const { cmd, messageId } = packet
    if (cmd !== 'puback' || messageId === undefined) {
      send(packet, done, ...more)
      return
    }
    done?.()
    void taken(messageId).then((reasonCode) => {
      if (reasonCode !== undefined) send({ ...packet, reasonCode })
    })
  }
}

function optionsOf({ username, password, clientId, tls, url }: MqttConfig): IClientOptions {
  return {
    protocolVersion: 5,
    clientId,
    clean: false,
    resubscribe: false,
    reconnectPeriod: AGAIN_AFTER_MS,
    reconnectOnConnackError: true,
    properties: {
      sessionExpiryInterval: SESSION_KEPT_SECONDS,
      receiveMaximum: MOST_UNACKNOWLEDGED,
      maximumPacketSize: LARGEST_MESSAGE_BYTES,
    },
    ...(username && { username }),
    ...(password && { password }),
    ...(url.startsWith('mqtts') && {
      rejectUnauthorized: true,
      ...(tls.ca && { ca: tls.ca }),
      ...(tls.cert && { cert: tls.cert }),
      ...(tls.key && { key: tls.key }),
    }),
  }
}
