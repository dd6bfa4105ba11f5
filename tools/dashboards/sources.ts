/** The data sources of deploy/grafana/provisioning, which every query names by these. */
export const prometheus = { type: 'prometheus', uid: 'prometheus' };
export const elasticsearch = { type: 'elasticsearch', uid: 'elasticsearch' };
