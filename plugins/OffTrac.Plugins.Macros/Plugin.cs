using OffTrac.Sdk.Components;

[assembly: Plugin("offtrac.macros", Description = "Trac's own wiki macros and processors: PageOutline, TitleIndex, TicketQuery, Image and the others.")]
