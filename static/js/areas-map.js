// areas-map
