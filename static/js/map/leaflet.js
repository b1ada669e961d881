// Leaflet's own modules, one by one: its published bundle cannot be cut to what is used.
import 'leaflet/src/control/Control.Zoom.js';
import * as SourceDomUtil from 'leaflet/src/dom/DomUtil.js';
import {LatLngBounds as SourceLatLngBounds} from 'leaflet/src/geo/LatLngBounds.js';
import {Popup as SourcePopup} from 'leaflet/src/layer/Popup.js';
import {Renderer as SourceRenderer} from 'leaflet/src/layer/vector/Renderer.js';
import {Map as SourceMap} from 'leaflet/src/map/Map.js';
import 'leaflet/src/map/handler/Map.BoxZoom.js';
import 'leaflet/src/map/handler/Map.DoubleClickZoom.js';
import 'leaflet/src/map/handler/Map.Drag.js';
import 'leaflet/src/map/handler/Map.ScrollWheelZoom.js';
import 'leaflet/src/map/handler/Map.TouchZoom.js';

/** @typedef {typeof import('leaflet')} Leaflet */

export const DomUtil = /** @type {Leaflet['DomUtil']} */ (SourceDomUtil);
export const LatLngBounds = /** @type {Leaflet['LatLngBounds']} */ (SourceLatLngBounds);
export const LeafletMap = /** @type {Leaflet['Map']} */ (SourceMap);
// To extend: their workings are not in the types.
export const Popup = /** @type {any} */ (SourcePopup);
export const Renderer = /** @type {any} */ (SourceRenderer);
