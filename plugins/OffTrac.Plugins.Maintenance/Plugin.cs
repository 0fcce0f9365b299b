using OffTrac.Sdk.Components;

[assembly: Plugin("offtrac.maintenance", Description = "Scheduled tasks that keep an environment in good order: sessions, logins, deliveries, the SQLite file.")]
