using OffTrac.Sdk.Components;

[assembly: Plugin("offtrac.web", Description = "Trac's pages: queries and reports, as pages, CSV, tab-separated text and feeds.")]
