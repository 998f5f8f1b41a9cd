"""What a store says: figures, workbook, dashboard, the page for the leadership, the page for the reform index, tables for analysts."""
