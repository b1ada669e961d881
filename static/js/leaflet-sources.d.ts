declare module 'leaflet/src/*';
