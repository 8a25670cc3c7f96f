import type { ApiServices } from './api-services.ts'
import type { ApiRoute } from './operation.ts'
import { personExists } from './person-exists.ts'
import { readCrime } from './read-crime.ts'
import { readCrimeMatches } from './read-crime-matches.ts'
import { readDeviceWearer } from './read-device-wearer.ts'
import { readEligibility } from './read-eligibility.ts'
import { readOrders } from './read-orders.ts'
import { readReferenceLists } from './read-reference-lists.ts'
import { readPositions } from './read-wearer-positions.ts'
import { runCommand } from './run-command.ts'
import { searchByQuery, searchDeviceWearers } from './search-device-wearers.ts'
import { sendCrimeBatch } from './send-crime-batch.ts'
import { sendPeople } from './send-people.ts'
import { sendPositions } from './send-positions.ts'
import { sendUpload } from './send-upload.ts'
import { Uploads } from './uploads.ts'

/** Everything programs may ask. */
export function apiRoutes(services: ApiServices): ApiRoute[] {
  const uploads = new Uploads()
  return [
    sendPositions(services),
    sendCrimeBatch(services),
    readCrime(services),
    readCrimeMatches(services),
    searchDeviceWearers(services),
    searchByQuery(services),
    personExists(services),
    readPositions(services),
    readDeviceWearer(services),
    readOrders(services),
    sendPeople(services),
    readEligibility(),
    readReferenceLists(),
    sendUpload(services, uploads),
    runCommand(services, uploads),
  ]
}
