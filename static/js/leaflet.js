// Leaflet's own modules, one by one: its published bundle cannot be cut to what is used.
import {Control as SourceControl} from 'leaflet/src/control/Control.js';
import 'leaflet/src/control/Control.Zoom.js';
import * as SourceDomEvent from 'leaflet/src/dom/DomEvent.js';
import * as SourceDomUtil from 'leaflet/src/dom/DomUtil.js';
import {LatLngBounds as SourceLatLngBounds} from 'leaflet/src/geo/LatLngBounds.js';
import {Popup as SourcePopup} from 'leaflet/src/layer/Popup.js';
import {Canvas as SourceCanvas} from 'leaflet/src/layer/vector/Canvas.js';
import {Polygon as SourcePolygon} from 'leaflet/src/layer/vector/Polygon.js';
import {Polyline as SourcePolyline} from 'leaflet/src/layer/vector/Polyline.js';
import {Map as SourceMap} from 'leaflet/src/map/Map.js';
import 'leaflet/src/map/handler/Map.BoxZoom.js';
import 'leaflet/src/map/handler/Map.DoubleClickZoom.js';
import 'leaflet/src/map/handler/Map.Drag.js';
import 'leaflet/src/map/handler/Map.Keyboard.js';
import 'leaflet/src/map/handler/Map.ScrollWheelZoom.js';
import 'leaflet/src/map/handler/Map.TapHold.js';
import 'leaflet/src/map/handler/Map.TouchZoom.js';

SourceMap.include({
  // Leaflet's own brings the SVG renderer with it.
  /** @param {any} layer */
  getRenderer(layer) {
    const {renderer} = layer.options;
    if (!this.hasLayer(renderer)) this.addLayer(renderer);
    return renderer;
  },
});

/** @typedef {typeof import('leaflet')} Leaflet */

export const Canvas = /** @type {Leaflet['Canvas']} */ (SourceCanvas);
export const Control = /** @type {Leaflet['Control']} */ (SourceControl);
export const DomEvent = /** @type {Leaflet['DomEvent']} */ (SourceDomEvent);
export const DomUtil = /** @type {Leaflet['DomUtil']} */ (SourceDomUtil);
export const LatLngBounds = /** @type {Leaflet['LatLngBounds']} */ (SourceLatLngBounds);
export const LeafletMap = /** @type {Leaflet['Map']} */ (SourceMap);
export const Polygon = /** @type {Leaflet['Polygon']} */ (SourcePolygon);
export const Polyline = /** @type {Leaflet['Polyline']} */ (SourcePolyline);
export const Popup = /** @type {Leaflet['Popup']} */ (SourcePopup);
