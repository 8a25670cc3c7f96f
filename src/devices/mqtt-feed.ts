import { connect, type IClientOptions, type MqttClient } from 'mqtt'
import type { MqttConfig } from '../devices-config.ts'
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

/** A broker's messages, while it is open. */
export interface MqttFeed {
  close(): Promise<void>
}

/** What the client's own packets go through. */
interface Sends {
  _sendPacket(
    packet: { cmd: string; messageId?: number },
    done?: () => void,
    ...more: unknown[]
  ): void
}

/**
 * Takes what devices publish at a broker, and acknowledges each message once it is durable: what was not is sent again.
 * It connects, and connects again, by itself. Whose a message is, its topic says, which the broker holds devices to.
 *
 * @param told of the connection: that it is there, or why it is not.
 */
export function openMqtt(
  config: MqttConfig,
  { letIn, limits, reports }: WayIn,
  told: (line: string) => void,
): MqttFeed {
  const client = connect(config.url, optionsOf(config))
  const taking = new Map<number, Promise<boolean>>()
  /** Which connection it is: a number of an earlier one is not acknowledged on this. */
  let connection = 0
  let closing = false
  let said = ''
  const tell = (line: string) => {
    if (line !== said) told(line)
    said = line
  }

  /** Acknowledged in the order they came, as the protocol has it; behind one that is not, none is. */
  let before: Promise<boolean> = Promise.resolve(true)
  acknowledgeTaken(client, (messageId) => {
    const of = connection
    const taken = taking.get(messageId) ?? true
    before = Promise.all([before, taken]).then((all) => all.every(Boolean) && of === connection)
    void before.then((yes) => yes && taking.delete(messageId))
    return before
  })
  client.on('message', (topic, payload, { messageId }) => {
    const taken = take(topic, payload)
    if (messageId !== undefined) taking.set(messageId, taken)
  })
  client.on('connect', () => {
    connection++
    taking.clear()
    before = Promise.resolve(true)
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

  /** @returns whether it may be acknowledged: what cannot be read is noted, and would be no better a second time. */
  async function take(topic: string, payload: Uint8Array): Promise<boolean> {
    const receivedAt = Date.now()
    const [, deviceId] = topic.split('/')
    const refused = (reason: string) => {
      reports.refuse({ feed: 'mqtt', deviceId, receivedAt, reason })
      return true
    }
    if (deviceId === undefined) return refused('It is not let in')
    // Not listened to, and the broker keeps it no longer: it would stand before what others say.
    const excess = await limits.takeWaited(deviceId)
    if (excess) return excess.isFirst ? refused(`Not taken: ${excess.reason}`) : true
    if (!letIn.isLetIn(deviceId)) return refused('It is not let in')
    try {
      const report = readMqttMessage(topic, payload, { deviceId, feed: 'mqtt', receivedAt })
      if (report) await reports.take(report)
      return true
    } catch (error) {
      if (error instanceof AppError && error.code === 'TOO_MANY_REQUESTS') {
        return refused(error.message)
      }
      tell(error instanceof Error ? error.message : String(error))
      const isOurs = !(error instanceof AppError) || error.code !== 'STORE_UNAVAILABLE'
      if (isOurs) return refused('The server failed on it')
      sendAgain()
      return false
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
function acknowledgeTaken(
  client: MqttClient,
  taken: (messageId: number) => Promise<boolean>,
): void {
  const sends = client as unknown as Sends
  const send = sends._sendPacket.bind(client)
  sends._sendPacket = (packet, done, ...more) => {
    const { cmd, messageId } = packet
    if (cmd !== 'puback' || messageId === undefined) {
      send(packet, done, ...more)
      return
    }
    done?.()
    void taken(messageId).then((yes) => {
      if (yes) send(packet)
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
