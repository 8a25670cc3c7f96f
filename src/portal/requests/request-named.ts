import { nothingHere } from '../../domain/errors.ts'
import type { Asked } from '../../server/route.ts'
import { type DataRequest, visibleRequest } from '../../store/records/visible-requests.ts'
import { paths } from '../paths.ts'
import { accountIdOf, type PortalServices } from '../portal-services.ts'
import { wholeNumber } from '../whole-number.ts'
import { requestName } from './request-text.ts'

export const requestCrumbs = [{ text: 'Requests', href: paths.requests }]

/** Where a page about a request lies. */
export function crumbsOf(request: DataRequest) {
  return [...requestCrumbs, { text: requestName(request), href: paths.request(request.id) }]
}

/** @throws AppError NOT_FOUND, also where there is a request that the account may not read. */
export async function requestNamed(
  context: Asked,
  { folder: { records } }: PortalServices,
): Promise<DataRequest> {
  const id = wholeNumber(context.req.param('id'))
  const request =
    id === undefined ? undefined : await visibleRequest(records, accountIdOf(context), id)
  if (!request) throw nothingHere()
  return request
}
