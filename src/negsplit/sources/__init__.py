"""Where recordings come from: files, folders, archives, and exports of services."""
