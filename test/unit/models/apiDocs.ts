export * from '../../apiDocs';
