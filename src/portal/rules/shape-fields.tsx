import type { FC } from 'hono/jsx'
import { ChoiceGroup } from '../components/choice-group.tsx'
import { faultOf } from '../components/error-summary.tsx'
import { FormGroup, fieldAttributes } from '../components/form-group.tsx'
import { Radios } from '../components/radios.tsx'
import { TextArea } from '../components/text-area.tsx'
import { TextField } from '../components/text-field.tsx'
import { DrawMap } from './draw-map.tsx'
import type { RuleFieldsProps } from './rule-fields-props.ts'
import { foundShapes } from './typed-shape.ts'

/** A zone's shape, three ways; the map draws into the same fields that can be typed into. */
export const ShapeFields: FC<RuleFieldsProps> = ({ values, faults, again }) => {
  const field = (name: string) => ({ name, value: values.text(name), faults })
  const shapes = foundShapes(values)
  const fileFault = faultOf(faults, 'file')
  return (
    <>
      <h2 class="govuk-heading-m">Shape</h2>
      <Radios
        {...field('shapeBy')}
        label="How is it given?"
        options={[
          { value: 'place', text: 'A place and a radius' },
          { value: 'corners', text: 'Corners, drawn on the map or typed' },
          { value: 'file', text: 'A file (GeoJSON or KML)' },
        ]}
      />
      <DrawMap />
      <TextField
        {...field('place')}
        label="Place"
        hint="Latitude and longitude, such as 53.8000, -4.4000, or a grid reference, such as SC 41234 45678"
        autocomplete="off"
        width={20}
      />
      <TextField
        {...field('radius')}
        label="Radius in metres"
        inputmode="numeric"
        autocomplete="off"
        width={5}
      />
      <TextArea
        {...field('corners')}
        label="Corners"
        hint="One a line, in order around the area, each typed like a place"
        rows={6}
        maxlength={20_000}
      />
      <FormGroup name="file" label="File" hint="GeoJSON or KML, at most 256 KB" faults={faults}>
        <input
          class={`govuk-file-upload${fileFault ? ' govuk-file-upload--error' : ''}`}
          type="file"
          accept=".geojson,.json,.kml"
          {...fieldAttributes({ name: 'file', label: 'File', hint: 'File', faults })}
        />
      </FormGroup>
      <button
        type="submit"
        name="deed"
        value="read-file"
        formaction={again}
        class="govuk-button govuk-button--secondary"
      >
        Read the file
      </button>
      {shapes.length > 0 && (
        <>
          <input type="hidden" name="found" value={values.typed('found')} />
          <ChoiceGroup name="chosen" label="Shape of the file" faults={faults}>
            <div class="govuk-radios govuk-radios--small">
              {shapes.map(({ name, geometry }, index) => {
                const id = index === 0 ? 'chosen' : `chosen-${index}`
                const isOnly = shapes.length === 1
                return (
                  <div class="govuk-radios__item">
                    <input
                      class="govuk-radios__input"
                      type="radio"
                      id={id}
                      name="chosen"
                      value={String(index)}
                      {...((isOnly || values.text('chosen') === String(index)) && {
                        checked: true,
                      })}
                    />
                    <label class="govuk-label govuk-radios__label" for={id}>
                      {`${name ?? `Shape ${index + 1}`} (${shapeName[geometry.type]})`}
                    </label>
                  </div>
                )
              })}
            </div>
          </ChoiceGroup>
        </>
      )}
    </>
  )
}

const shapeName = {
  Point: 'a place: it needs the radius above',
  Polygon: 'an area',
  MultiPolygon: 'an area of several parts',
} as const
