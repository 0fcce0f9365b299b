using OffTrac.Sdk.Components;

[assembly: Plugin("offtrac.rpc", Description = "Opens the environment to programs by XML-RPC and JSON-RPC, as TracXMLRPC does.")]
