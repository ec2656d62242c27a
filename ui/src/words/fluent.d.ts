declare module "*.ftl" {
  const messages: string;
  export default messages;
}

declare module "*.ftl?all" {
  const messages: string;
  export default messages;
}
