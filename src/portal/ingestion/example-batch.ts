/** A crime batch that would be taken as it stands, somewhere in the Irish Sea: all seven types, both kinds of place. */
export const exampleBatch = [
  'Cheshire,BIAD,Burglary in a dwelling,CHS20260110,CHS/26/000001,20260109180000,20260110013000,,,53.8012345,-4.4012345,WGS84,"Rear door forced, nobody at home"',
  'Cheshire,BOTD,Burglary in a building other than a dwelling,CHS20260110,CHS/26/000002,20260109230000,20260110050000,,,53.8023456,-4.4023456,WGS84,Shop',
  'Cheshire,AB,Aggravated burglary,CHS20260110,CHS/26/000003,20260110021500,20260110023000,,,53.8034567,-4.4034567,,',
  'Cheshire,RB,Robbery,CHS20260110,CHS/26/000004,20260110104500,20260110104500,242000,436000,,,OSGB36,At a bus stop',
  'Cheshire,TFP,Theft from the person,CHS20260110,CHS/26/000005,20260110110000,20260110113000,242150,436150,,,OSGB36,',
  'Cheshire,TOMV,Theft of a vehicle,CHS20260110,CHS/26/000006,20260110000000,20260110070000,242300,436300,,,,Van',
  'Cheshire,TFMV,Theft from a vehicle,CHS20260110,CHS/26/000007,20260110000000,20260110070000,,,53.8045678,-4.4045678,WGS84,"Tools, ""Makita"""',
  '',
].join('\n')
